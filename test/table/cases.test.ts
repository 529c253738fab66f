/** Small files that went wrong in one way each, and what is right for each of them. */
import { readFileSync, readdirSync } from 'node:fs';

import { readTable } from 'ml-metric-learning/table';
import { expect, test } from 'vitest';

interface Case {
  rows?: number;
  columns?: string[];
  classes?: string[];
  firstColumn?: number[];
  sameAs?: string;
}

const folder = new URL('cases/', import.meta.url);
const { files } = JSON.parse(
  readFileSync(new URL('cases.json', folder), 'utf8'),
) as { files: Record<string, Case> };
const read = (name: string) => readTable(readFileSync(new URL(name, folder)));
const right = (name: string): Case => {
  const { sameAs: other } = files[name];
  return other === undefined ? files[name] : files[other];
};
const namesWith = (key: keyof Case) =>
  Object.keys(files).filter((name) => right(name)[key] !== undefined);

test('there is a file for each case, and no other', () => {
  const names = readdirSync(folder).filter((name) => name !== 'cases.json');
  expect(names.toSorted()).toStrictEqual(Object.keys(files).toSorted());
});

test.each(namesWith('rows'))('%s has the right number of rows', (name) => {
  const { X, y, lines } = read(name);
  expect(X).toHaveLength(right(name).rows ?? 0);
  expect(y).toHaveLength(X.length);
  expect(lines).toHaveLength(X.length);
});

test.each(namesWith('columns'))('%s has the right columns', (name) => {
  expect(read(name).columnNames).toStrictEqual(right(name).columns);
});

test.each(namesWith('classes'))('%s has the right classes', (name) => {
  const { y } = read(name);
  expect(Array.from(new Set(y)).toSorted()).toStrictEqual(right(name).classes);
});

test.each(namesWith('firstColumn'))('%s has the right numbers', (name) => {
  const { X } = read(name);
  expect(X.map(([first]) => first)).toStrictEqual(right(name).firstColumn);
});

test.each(Object.keys(files).filter((name) => files[name].sameAs))(
  '%s has the same numbers and labels as the file that it is another form of',
  (name) => {
    const { X, y } = read(name);
    const plain = read(files[name].sameAs ?? '');
    expect(X).toStrictEqual(plain.X);
    expect(y).toStrictEqual(plain.y);
  },
);

test.each([
  ['no-header.csv', /Line 1 holds numbers/],
  ['no-header-blank-end.data', /Line 1 holds numbers/],
  ['blanks-between.data', /Line 1 holds numbers/],
  ['windows-1252.csv', /Windows-1252/],
  ['numeric-header.csv', /Line 1 is read as the names/],
  ['wavelength-header.csv', /another text in most rows: “sample”/],
  ['semicolon-decimal-comma.csv', /decimal comma: “diameter” and “length”/],
  ['thousands-point.csv', /between thousands.*“price”/],
  ['quoted-thousands.csv', /between thousands.*“price”/],
  ['duplicate-names.csv', /“size \(2\)”/],
  ['missing.csv', /one row without “kind”/],
  ['missing.csv', /3 in “diameter”, by its median 5.06; 3 in “length”/],
  ['one-column-mostly-missing.csv', /half of the cells are missing: “torque”/],
  ['categories.csv', /“metal” \(3 columns\); “finish” \(one column/],
  ['row-number.csv', /only numbers the rows: “id”/],
  ['rare-class.csv', /“M8” of “kind”/],
  ['small.arff', /ARFF/],
])('%s: a note says %s', (name, note) => {
  expect(read(name).notes.filter((text) => note.test(text))).toHaveLength(1);
});

test.each(['plain.csv', 'bom.csv', 'utf16.csv', 'tab.tsv', 'semicolon.csv'])(
  '%s needs no note',
  (name) => {
    expect(read(name).notes).toStrictEqual([]);
  },
);

test.each([
  ['title-line.csv', 'Line 1 has one cell where the others have 3'],
  [
    'continuous-label.csv',
    '24 different numbers in 24 rows: this learns classes, not a quantity',
  ],
  ['constant-columns.csv', 'No column varies'],
])('%s: an error says %s', (name, sentence) => {
  expect(() => read(name)).toThrow(sentence);
});

test('names with numbers stay unique', () => {
  const bytes = readFileSync(new URL('names-with-numbers.csv', folder));
  expect(readTable(bytes).encoder.fileColumns).toStrictEqual([
    'a',
    'a (2)',
    'a (3)',
    'kind',
  ]);
});

test('rows with missing cells can be left out instead', () => {
  const bytes = readFileSync(new URL('missing.csv', folder));
  const { X, skipped } = readTable(bytes, { missing: 'drop' });
  expect(X).toHaveLength(17);
  expect(skipped).toHaveLength(7);
  expect(skipped[0]).toStrictEqual({ line: 5, reason: 'has no “diameter”' });
});

test('a column that numbers the rows can be included', () => {
  const bytes = readFileSync(new URL('row-number.csv', folder));
  expect(readTable(bytes, { include: ['id'] }).columnNames).toStrictEqual([
    'id',
    'diameter',
    'length',
  ]);
});

test('categories become columns of 0 and 1', () => {
  const { X, columnNames } = read('categories.csv');
  expect(columnNames).toStrictEqual([
    'metal = brass',
    'metal = steel',
    'metal = titanium',
    'finish = zinc',
    'length',
  ]);
  expect(X.slice(0, 2)).toStrictEqual([
    [0, 1, 0, 1, 10.4],
    [1, 0, 0, 1, 10.6],
  ]);
});

test('a header option overrides what is found', () => {
  const bytes = readFileSync(new URL('plain.csv', folder));
  const { skipped, y } = readTable(bytes, { header: false });
  expect(y).toHaveLength(24);
  expect(skipped).toMatchObject([{ line: 1 }]);
});
