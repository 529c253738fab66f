import { readRows, readTable } from 'ml-metric-learning/table';
import { expect, test } from 'vitest';

import { kind, quarter, tableText } from '../oracles/tableText.ts';

const x = quarter;
const lineOf = (row: number) =>
  `${row % 3 === 0 ? 'tin' : 'brass'},${x(row)},${x(row, 1)},${kind(row)}`;
const text = tableText('metal,x,y,k', 12, lineOf);
const table = readTable(text);
const bare = readTable(tableText('', 12, lineOf));

test('the file that an encoder was learned from gives the same rows', () => {
  const { X, y, lines, skipped } = readRows(text, table.encoder);
  expect(X).toStrictEqual(table.X);
  expect(y).toStrictEqual(table.y);
  expect(lines).toStrictEqual(table.lines);
  expect(skipped).toStrictEqual([]);
  expect(readRows(tableText('', 12, lineOf), bare.encoder).X).toStrictEqual(
    bare.X,
  );
});

test('columns are found by name, in any order, without the label, in other formats', () => {
  const { X, y, records } = readRows(
    'y;note;metal;x\n11,25;a;tin;0,25\n',
    table.encoder,
  );
  expect(X).toStrictEqual([table.X[0]]);
  expect(y).toBeUndefined();
  expect(records).toStrictEqual([
    { y: 11.25, note: 'a', metal: 'tin', x: 0.25 },
  ]);
});

test('without names, the label may be missing', () => {
  const { X, y } = readRows('tin,0.25,11.25\nbrass,1.5,10', bare.encoder);
  expect(X[0]).toStrictEqual(bare.X[0]);
  expect(X).toHaveLength(2);
  expect(y).toBeUndefined();
});

test('the decimal mark of the training file decides where one row leaves it open', () => {
  const comma = readTable(
    text.replaceAll(',', ';').replaceAll('.', ','),
  ).encoder;
  const row = 'metal;x;y\ntin;1,125;1.125';
  expect(readRows(row, comma).X[0].slice(-2)).toStrictEqual([1.125, 1125]);
  const later = readRows('metal;x;y\ntin;1.125;7', table.encoder);
  expect(later.X[0].slice(-2)).toStrictEqual([1.125, 7]);
});

test('gaps are filled, unknown texts kept apart, and texts among numbers left out', () => {
  const { X, y, skipped, notes } = readRows(
    'metal,x,y,k\ngold,,1,a\ntin,12 mm,1,a\ntin,2,1,\ntin,2,1',
    table.encoder,
  );
  expect(X).toHaveLength(2);
  expect(X[0]).toStrictEqual(table.encoder.encode([['gold', null, 1, 'a']])[0]);
  expect(y).toStrictEqual(['a', undefined]);
  expect(skipped).toStrictEqual([
    { line: 5, reason: 'has 3 cells where the others have 4' },
    { line: 3, reason: 'has “12 mm” in “x”, which is no number' },
  ]);
  expect(notes.at(-1)).toBe('Left out: 2 rows.');
});

test('with missing cells dropped, such rows are skipped', () => {
  const { encoder } = readTable(text, { missing: 'drop' });
  const { X, skipped } = readRows('metal,x,y\ntin,,1\ntin,2,1', encoder);
  expect(X).toHaveLength(1);
  expect(skipped).toStrictEqual([{ line: 2, reason: 'has no “x”' }]);
});

test('a file with other columns is refused', () => {
  expect(() => readRows('metal,z\ntin,1\ntin,2', table.encoder)).toThrow(
    'The file has no column “x” and “y”, which the model was learned from. Its columns are “metal” and “z”.',
  );
  expect(() => readRows('1,2\n3,4', bare.encoder)).toThrow(
    'The file has 2 columns, and the model was learned from 4, with the label.',
  );
});
