import fc from 'fast-check';
import { expect, test } from 'vitest';

import { friedman } from '../../benchmark/study/statistics/friedman.ts';
import { holm } from '../../benchmark/study/statistics/holm.ts';
import { nemenyi } from '../../benchmark/study/statistics/nemenyi.ts';
import { resampledDifference } from '../../benchmark/study/statistics/resampledDifference.ts';
import { signedRank } from '../../benchmark/study/statistics/signedRank.ts';

/**
 * AUC of C4.5 with and without two parameters on 14 data sets: table 6 of Demšar, Statistical comparisons of classifiers over
 * multiple data sets, JMLR 7, 2006. The last two of voting are ranked 2 and 3 there, though both are printed as .975.
 */
const C45 = [
  [0.763, 0.768, 0.771, 0.798],
  [0.599, 0.591, 0.59, 0.569],
  [0.954, 0.971, 0.968, 0.967],
  [0.628, 0.661, 0.654, 0.657],
  [0.882, 0.888, 0.886, 0.898],
  [0.936, 0.931, 0.916, 0.931],
  [0.661, 0.668, 0.609, 0.685],
  [0.583, 0.583, 0.563, 0.625],
  [0.775, 0.838, 0.866, 0.875],
  [1, 1, 1, 1],
  [0.94, 0.962, 0.965, 0.962],
  [0.619, 0.666, 0.614, 0.669],
  [0.972, 0.981, 0.9752, 0.9748],
  [0.957, 0.978, 0.946, 0.97],
];

test('the Friedman test agrees with Demšar, in any order of the data sets', () => {
  for (const scores of [C45, C45.toReversed()]) {
    const { meanRanks, ...found } = friedman(scores);
    expect(meanRanks.map((rank) => rank.toFixed(3))).toStrictEqual([
      '3.143',
      '2.000',
      '2.893',
      '1.964',
    ]);
    expect(found.chiSquared).toBeCloseTo(9.28, 2);
    expect(found.F).toBeCloseTo(3.69, 2);
    expect([found.degrees, found.degreesBelow]).toStrictEqual([3, 39]);
    // chi2.sf(9.28, 3) and f.sf(3.69, 3, 39) of SciPy 1.10.1; the arguments are rounded
    expect(found.chiSquaredP).toBeCloseTo(0.025791, 3);
    expect(found.FP).toBeCloseTo(0.019744, 3);
  }
});

test('methods ranked alike on all data sets differ, and methods that always tie do not', () => {
  const alike = friedman([
    [1, 2, 3],
    [0.1, 0.2, 0.3],
    [5, 6, 8],
  ]);
  expect(alike.meanRanks).toStrictEqual([3, 2, 1]);
  // every method has the same rank everywhere: the largest possible χ², N (k − 1)
  expect(alike.chiSquared).toBeCloseTo(6, 12);
  expect(alike.FP).toBe(0);
  const equal = friedman([
    [1, 1, 1],
    [0.1 + 0.2, 0.3, 0.3],
  ]);
  expect(equal.meanRanks).toStrictEqual([2, 2, 2]);
  expect(equal.chiSquaredP).toBe(1);
});

test('critical values of the Nemenyi test are those of table 5 of Demšar', () => {
  const q = [1.96, 2.343, 2.569, 2.728, 2.85, 2.949, 3.031, 3.102, 3.164];
  for (const [at, value] of q.entries()) {
    const count = at + 2;
    const ranks = Array.from({ length: count }, (_, rank) => rank + 1);
    const { criticalDifference } = nemenyi(ranks, 14);
    const factor = Math.sqrt((count * (count + 1)) / (6 * 14));
    // the table has three digits, the last of which is truncated
    expect(Math.abs(criticalDifference / factor - value)).toBeLessThan(0.0011);
  }
});

test('methods of a group are within the critical difference, and groups are maximal', () => {
  const ranks = fc.array(fc.double({ min: 1, max: 9, noNaN: true }), {
    minLength: 2,
    maxLength: 9,
  });
  fc.assert(
    fc.property(ranks, fc.integer({ min: 2, max: 60 }), (meanRanks, sets) => {
      const { criticalDifference, groups } = nemenyi(meanRanks, sets);
      const isNear = (a: number, b: number) =>
        Math.abs(meanRanks[a] - meanRanks[b]) < criticalDifference;
      for (const group of groups) {
        expect(group.every((a) => group.every((b) => isNear(a, b)))).toBe(true);
        const others = [...meanRanks.keys()].filter((a) => !group.includes(a));
        expect(others.some((a) => group.every((b) => isNear(a, b)))).toBe(
          false,
        );
      }
      for (const a of meanRanks.keys()) {
        for (let b = 0; b < a; b++) {
          const together = groups.some(
            (group) => group.includes(a) && group.includes(b),
          );
          expect(together).toBe(isNear(a, b));
        }
      }
    }),
  );
});

test('the signed-rank test agrees with SciPy', () => {
  // scipy.stats.wilcoxon of SciPy 1.10.1; with ties or zeros, mode='approx', correction=True, of differences rounded to 1e-12
  const column = (at: number) => C45.map((row) => row[at] - row[0]);
  expect(signedRank(column(1))).toBeCloseTo(0.012030358470209076, 12);
  const all = [0.011, 0.02, -0.004, 0.03, 0.047, -0.001, 0.052, 0.061, 0.07];
  expect(signedRank(all)).toBeCloseTo(0.01953125, 12);
  expect(signedRank([1, 2, 3, 4, 5, 6, 7, 8, 9])).toBeCloseTo(0.00390625, 12);
  expect(signedRank([-3, 1, 2, -4, 5, 6, 7])).toBeCloseTo(0.296875, 12);
  expect(signedRank([0, 1e-17, 0])).toBe(1);
});

test('the Holm correction keeps the order and raises p-values, at most to those of Bonferroni', () => {
  // p.adjust(c(.01, .04, .03, .005), 'holm'), the example of R: each by hand
  expect(holm([0.01, 0.04, 0.03, 0.005])).toStrictEqual([
    0.03, 0.06, 0.06, 0.02,
  ]);
  const probabilities = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(probabilities, (raw) => {
      const corrected = holm(raw);
      for (const [at, value] of corrected.entries()) {
        expect(value).toBeGreaterThanOrEqual(raw[at]);
        expect(value).toBeLessThanOrEqual(Math.min(1, raw.length * raw[at]));
        const larger = corrected.filter((_, other) => raw[other] > raw[at]);
        expect(value).toBeLessThanOrEqual(Math.min(1, ...larger));
      }
    }),
  );
});

test('the error of a difference over splits is that of independent splits, corrected for the rows they share', () => {
  const { mean, error } = resampledDifference([1, 2, 3, 4], 0.3);
  expect(mean).toBe(2.5);
  // the variance is 5/3
  expect(error).toBeCloseTo(Math.sqrt((5 / 3) * (1 / 4 + 3 / 7)), 12);
  expect(resampledDifference([0.5, 0.5], 0.3).error).toBe(0);
});
