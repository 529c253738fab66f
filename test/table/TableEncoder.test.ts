import fc from 'fast-check';
import { MetricKNN, attack, certify } from 'ml-metric-learning';
import type { Cell } from 'ml-metric-learning/table';
import { TableEncoder, readTable } from 'ml-metric-learning/table';
import { describe, expect, test } from 'vitest';

import { kind, quarter, tableText } from '../oracles/tableText.ts';

const METALS = ['steel', 'brass', 'tin', ''];
const text = tableText('metal,x,ok,y,k', 24, (row) =>
  [
    METALS[(row * 7) % 4],
    row % 6 === 0 ? '' : quarter(row),
    row % 3 === 0,
    row,
    kind(row),
  ].join(','),
);
const table = readTable(text, { include: ['y'] });
const { encoder } = table;

const record = fc.tuple(
  fc.constantFrom<Cell>('steel', 'brass', 'tin', null, 'gold'),
  fc.oneof(fc.constant(null), fc.integer({ min: -50, max: 50 })),
  fc.constantFrom<Cell>('a', 'b'),
);
const records = fc.array(record, { minLength: 4, maxLength: 30 });
const names = ['metal', 'x', 'k'];
const options = {
  names,
  kinds: ['text', 'number', 'text'] as const,
  label: 'k',
  include: [0, 1],
};

test('the records of a table are encoded as X is', () => {
  expect(encoder.encode(table.records)).toStrictEqual(table.X);
  expect(table.X[1]).toStrictEqual([0, 0, 0, 1, quarter(1), 0, 1]);
  expect(encoder.columnNames).toStrictEqual(table.columnNames);
});

test('rows may lack the label, or be objects, and may have texts for numbers', () => {
  const [metal, x, ok, y, k] = table.records[1];
  const expected = [table.X[1]];
  expect(encoder.encode([[metal, x, ok, y]])).toStrictEqual(expected);
  expect(encoder.encode([{ y, ok, x, metal }])).toStrictEqual(expected);
  expect(encoder.encode([{ y, ok, x, metal, k, z: 1 }])).toStrictEqual(
    expected,
  );
  expect(
    encoder.encode([[metal, String(x), ` ${String(ok)} `, `${String(y)}.0`]]),
  ).toStrictEqual(expected);
});

test('missing cells become medians, categories of their own, or the more frequent of two', () => {
  const [row] = encoder.encode([[undefined, null, '?', '']]);
  expect(row).toStrictEqual([0, 0, 0, 1, 1.5, 0, 11.5]);
});

test('unknown texts are in no category, or in the more frequent of two', () => {
  const [row] = encoder.encode([['gold', 1, 'perhaps', 2]]);
  expect(row).toStrictEqual([0, 0, 0, 0, 1, 0, 2]);
});

test('unknown texts are among the others, if a column has others', () => {
  const training = ['a', 'a', 'a', 'b', 'b', 'c', 'd'].map((cell) => [cell]);
  const other = TableEncoder.fit(training, {
    names: ['x'],
    mostCategories: 3,
    include: [0],
  });
  expect(other.columnNames).toStrictEqual(['x = a', 'x = b', 'x = (other)']);
  expect(other.encode([['c'], ['z'], ['b'], [null]])).toStrictEqual([
    [0, 0, 1],
    [0, 0, 1],
    [0, 1, 0],
    [0, 0, 0],
  ]);
});

test('an encoder of some rows does not depend on others', () => {
  fc.assert(
    fc.property(records, records, (training, others) => {
      const file = (rows: Cell[][]) =>
        tableText('metal,x,k', rows.length, (row) =>
          rows[row].map((cell) => cell ?? '').join(','),
        );
      // rows that make any file a table
      const rows: Cell[][] = [
        ['steel', 0.5, 'a'],
        ['steel', 1.5, 'a'],
        ['brass', 0.5, 'b'],
        ['brass', 1.5, 'b'],
        ...training,
      ];
      const include = [0, 1];
      const alone = readTable(file(rows), { include });
      const among = readTable(file([...rows, ...others]), { include });
      const encode = (of: TableEncoder) => JSON.stringify(of);
      expect(encode(among.encoderOf(rows.map((_, row) => row)))).toBe(
        encode(alone.encoder),
      );
    }),
  );
});

test('medians and categories are those of the training rows', () => {
  fc.assert(
    fc.property(records, (rows) => {
      const filled = rows.filter(([metal, x]) => metal !== null && x !== null);
      const training: Cell[][] = [
        ['steel', 0.5, 'a'],
        ['tin', 3.5, 'b'],
        ...filled,
      ];
      const fitted = TableEncoder.fit(training, options);
      const [row] = fitted.encode([['steel', null, null]]);
      const sorted = training
        .map(([, x]) => Number(x))
        .toSorted((a, b) => a - b);
      const middle = sorted.length / 2;
      const median =
        (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
      expect(row.at(-1)).toBe(median);
      const metals = new Set(training.map(([metal]) => metal));
      const [group] = fitted.groups;
      expect(group.values.map(({ text: metal }) => metal)).toStrictEqual(
        Array.from(metals, String).toSorted((a, b) => (a < b ? -1 : 1)),
      );
    }),
  );
});

test('JSON gives the same encoder', () => {
  fc.assert(
    fc.property(
      records,
      records,
      fc.integer({ min: 2, max: 4 }),
      (training, later, mostCategories) => {
        const rows: Cell[][] = [['steel', 0.5, 'a'], ...training];
        const fitted = TableEncoder.fit(rows, { ...options, mostCategories });
        const loaded = TableEncoder.load(JSON.stringify(fitted));
        expect(loaded.encode(later)).toStrictEqual(fitted.encode(later));
        expect(loaded.columnNames).toStrictEqual(fitted.columnNames);
        expect(loaded.groups).toStrictEqual(fitted.groups);
        expect(JSON.stringify(loaded)).toBe(JSON.stringify(fitted));
        expect(TableEncoder.load(fitted.toJSON()).labelName).toBe('k');
      },
    ),
  );
});

describe('groups', () => {
  test('tell which columns belong together, and what a category can be', () => {
    const { groups } = encoder;
    expect(
      groups.map(({ name, kind: is, columns }) => [name, is, columns]),
    ).toStrictEqual([
      ['metal', 'category', [0, 1, 2, 3]],
      ['x', 'number', [4]],
      ['ok', 'category', [5]],
      ['y', 'integer', [6]],
    ]);
    expect(groups[0].values[0]).toStrictEqual({
      text: 'brass',
      numbers: [1, 0, 0, 0],
    });
    expect(groups[2].values).toStrictEqual([
      { text: 'false', numbers: [0] },
      { text: 'true', numbers: [1] },
    ]);
  });

  test('the columns of categories can be fixed in certificates', () => {
    const columns = encoder.fixedColumns();
    expect(columns).toStrictEqual(
      Object.fromEntries([0, 1, 2, 3, 5].map((column) => [column, 'fixed'])),
    );
    const knn = new MetricKNN({ k: 1, metric: false });
    knn.train(table.X, table.y);
    const [free] = certify(knn, table.X.slice(0, 1));
    const [fixed] = certify(knn, table.X.slice(0, 1), { columns });
    expect(fixed.radius).toBeGreaterThanOrEqual(free.radius);
    const attacks = attack(knn, table.X, { columns });
    const adversaries = attacks.flatMap((result, row) =>
      'adversary' in result
        ? [[0, 1, 2, 3, 5].map((at) => result.adversary[at] - table.X[row][at])]
        : [],
    );
    expect(adversaries.flat().every((change) => change === 0)).toBe(true);
  });
});

test('folds learn from their own training rows', () => {
  const even = table.X.map((_, row) => row).filter((row) => row % 2 === 0);
  const fold = table.encoderOf(even);
  const [row] = fold.encode([['steel', null, true, 1]]);
  const own = even
    .map((at) => table.records[at][1])
    .filter((cell) => cell !== null)
    .map(Number)
    .toSorted((a, b) => a - b);
  expect(row[fold.columnNames.indexOf('x')]).toBe(
    own[own.length / 2 - 1] / 2 + own[own.length / 2] / 2,
  );
});

test('with missing cells dropped, they are an error in rows that come later', () => {
  const strict = readTable(text, { missing: 'drop', include: ['y'] }).encoder;
  expect(strict.gapsOf([null, 1, '', 2])).toStrictEqual(['metal', 'ok']);
  expect(() => strict.encode([[null, 1, true, 2]])).toThrow(
    'records[0] must have a cell in column “metal”',
  );
});
