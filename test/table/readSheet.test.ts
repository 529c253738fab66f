import { readSheet, readTable } from 'ml-metric-learning/table';
import { expect, test } from 'vitest';

import { kind, quarter, tableText } from '../oracles/tableText.ts';

const text = tableText(
  'id,color,x,k,price',
  12,
  (row) =>
    `${row},${['red', 'blue', 'red'][row % 3]},${quarter(row)},${kind(row)},${quarter(row, 3)}`,
);
const sheet = readSheet(text);

test('a sheet tells what its columns contain, before there is a label', () => {
  expect(
    sheet.columns.map((column) => [
      column.name,
      column.kind,
      column.isLabelCandidate,
    ]),
  ).toStrictEqual([
    ['id', 'row number', false],
    ['color', 'text', true],
    ['x', 'number', false],
    ['k', 'text', true],
    ['price', 'number', false],
  ]);
});

test('the label can be switched without reading again', () => {
  for (const label of ['k', 'color']) {
    const table = readTable(sheet, { label });
    const again = readTable(text, { label });
    expect(table.X).toStrictEqual(again.X);
    expect(table.y).toStrictEqual(again.y);
    expect(table.notes).toStrictEqual(again.notes);
  }
});

test('a sheet stays as it was', () => {
  const before = JSON.stringify(sheet);
  readTable(sheet, { label: 'k', missing: 'drop', mostRows: 5 });
  expect(JSON.stringify(sheet)).toBe(before);
});

test('a sheet that went through JSON or to another thread is the same', () => {
  const copy = structuredClone(sheet);
  expect(readTable(copy, { label: 'k' }).X).toStrictEqual(
    readTable(sheet, { label: 'k' }).X,
  );
});

test('it can be read where the default label cannot', () => {
  expect(() => readTable(sheet)).toThrow(
    'Choose another column as the label, such as “k”.',
  );
});
