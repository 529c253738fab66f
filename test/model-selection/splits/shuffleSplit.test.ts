import fc from 'fast-check';
import { shuffleSplit, stratifiedShuffleSplit } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

/** Labels of up to five classes, each with at least two rows. */
const labels = fc
  .array(fc.integer({ min: 2, max: 30 }), { minLength: 1, maxLength: 5 })
  .chain((sizes) => {
    const y = sizes.flatMap((size, code) => new Array<number>(size).fill(code));
    return fc.shuffledSubarray(y, { minLength: y.length });
  });

const testSize = fc.double({ min: 0.01, max: 1, noNaN: true });

test('shuffleSplit has a row on either side, and the requested share of test rows', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 60 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      fc.nat(),
      (rows, testSize, seed) => {
        const splits = shuffleSplit(rows, { testSize, repeats: 4, seed });
        expect(splits).toHaveLength(4);
        for (const { train, test: tested } of splits) {
          expect(tested).toHaveLength(
            Math.min(Math.max(Math.round(testSize * rows), 1), rows - 1),
          );
          expect([...train, ...tested].toSorted((a, b) => a - b)).toStrictEqual(
            Array.from({ length: rows }, (_, row) => row),
          );
        }
        expect(
          shuffleSplit(rows, { testSize, repeats: 4, seed }),
        ).toStrictEqual(splits);
      },
    ),
  );
});

describe('stratifiedShuffleSplit', () => {
  test('every row is on one side, and every class on both sides, in its share', () => {
    fc.assert(
      fc.property(labels, testSize, fc.nat(), (y, share, seed) => {
        const splits = stratifiedShuffleSplit(y, {
          testSize: share,
          repeats: 3,
          seed,
        });
        expect(splits).toHaveLength(3);
        for (const { train, test: tested } of splits) {
          const rows = [...train, ...tested].toSorted((a, b) => a - b);
          expect(rows).toStrictEqual(Array.from(y.keys()));
          for (const code of new Set(y)) {
            const size = y.filter((label) => label === code).length;
            const count = tested.filter((row) => y[row] === code).length;
            expect(count).toBe(
              Math.min(Math.max(Math.round(share * size), 1), size - 1),
            );
          }
        }
      }),
    );
  });

  test('indices ascend, and splits depend only on the seed', () => {
    const y = Array.from({ length: 60 }, (_, row) => row % 3 === 0);
    const splits = stratifiedShuffleSplit(y, { seed: 4 });
    expect(splits).toHaveLength(10);
    for (const { train, test: tested } of splits) {
      expect(train).toStrictEqual(train.toSorted((a, b) => a - b));
      expect(tested).toStrictEqual(tested.toSorted((a, b) => a - b));
    }
    expect(new Set(splits.map(({ test: tested }) => String(tested))).size).toBe(
      10,
    );
    expect(stratifiedShuffleSplit(y, { seed: 4 })).toStrictEqual(splits);
    expect(stratifiedShuffleSplit(y, { seed: 5 })).not.toStrictEqual(splits);
  });

  test('all rows of a class are tested with the same probability', () => {
    const y = [
      ...new Array<number>(10).fill(0),
      ...new Array<number>(5).fill(1),
    ];
    const repeats = 4000;
    const counts = y.map(() => 0);
    for (const { test: tested } of stratifiedShuffleSplit(y, {
      testSize: 0.4,
      repeats,
    })) {
      for (const row of tested) counts[row]++;
    }
    // 0.4 ± 5 standard deviations of a binomial share
    const width = 5 * Math.sqrt((0.4 * 0.6) / repeats);
    for (const count of counts) {
      expect(Math.abs(count / repeats - 0.4)).toBeLessThan(width);
    }
  });

  test('hundreds of thousands of rows can be split', () => {
    const y = Array.from({ length: 500_000 }, (_, row) => row % 2);
    const [{ train, test: tested }] = stratifiedShuffleSplit(y, { repeats: 1 });
    expect(train).toHaveLength(350_000);
    expect(tested).toHaveLength(150_000);
  });
});

describe('bad input', () => {
  const y = [0, 0, 1, 1];
  const cases: Array<[unknown, object, Error]> = [
    [[], {}, new RangeError('y must have at least one label, got none')],
    [[0, 0, 1], {}, new RangeError('class 1 must have at least 2 rows, got 1')],
    [
      y,
      { testSize: 0 },
      new RangeError('testSize must be greater than 0, got 0'),
    ],
    [
      y,
      { testSize: 1.5 },
      new RangeError('testSize must be at most 1, got 1.5'),
    ],
    [y, { repeats: 0 }, new RangeError('repeats must be at least 1, got 0')],
    [y, { seed: 0.5 }, new RangeError('seed must be a whole number, got 0.5')],
    [
      y,
      { folds: 3 },
      new TypeError(
        "unknown option 'folds' in options; known options: testSize, repeats, seed",
      ),
    ],
    [
      [0, {}],
      {},
      new TypeError(
        'y[1] must be a number, a string or a boolean, got an object',
      ),
    ],
  ];

  test.each(cases)('%o %o', (given, options, error) => {
    expect(() => stratifiedShuffleSplit(given as number[], options)).toThrow(
      error,
    );
  });
});
