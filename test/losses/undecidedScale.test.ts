import fc from 'fast-check';
import { MetricLearner } from 'ml-metric-learning';
import { expect, test } from 'vitest';

import { runSync } from '../../src/async/work.ts';
import { undecidedScale } from '../../src/losses/undecidedScale.ts';
import {
  labelsOf,
  normals,
  randomClasses,
  rowsOf,
} from '../oracles/randomData.ts';

/** The median over 32 rows, or all, of exp(entropy of p_i), by the formula. */
function plainPerplexity(rows: number[][], factor: number): number {
  const count = Math.min(rows.length, 32);
  const perplexities = Array.from({ length: count }, (_, at) => {
    const i = Math.floor((at * rows.length) / count);
    const row = rows[i];
    const squares = rows.map((other) =>
      other.reduce((sum, x, k) => sum + (x - row[k]) ** 2, 0),
    );
    const nearest = Math.min(...squares.filter((_, j) => j !== i));
    const weights = squares.map((square, j) =>
      j === i ? 0 : Math.exp(-(factor ** 2) * (square - nearest)),
    );
    const total = weights.reduce((a, b) => a + b);
    let entropy = 0;
    for (const weight of weights) {
      const p = weight / total;
      if (p > 0) entropy -= p * Math.log(p);
    }
    return Math.exp(entropy);
  });
  return perplexities.toSorted((a, b) => a - b)[count >> 1];
}

const tables = fc.record({
  rows: fc.integer({ min: 2, max: 120 }),
  columns: fc.integer({ min: 1, max: 40 }),
  size: fc.constantFrom(1e-3, 0.1, 1, 5, 1e3, 1e9),
  seed: fc.integer({ min: 1, max: 2 ** 31 }),
});

function scaleOf(rows: number[][]): number {
  const values = Float64Array.from(rows.flat());
  const columns = rows[0].length;
  return runSync(undecidedScale({ values, rows: rows.length, columns }));
}

test('the largest power of √½ at which half of the rows have ten neighbours', () => {
  fc.assert(
    fc.property(tables, ({ rows: count, columns, size, seed }) => {
      const rows = rowsOf(normals(count * columns, seed), columns).map((row) =>
        row.map((x) => size * x),
      );
      const scale = scaleOf(rows);
      const wanted = Math.min(10, (count - 1) / 2);
      const least = plainPerplexity(rows, scale);
      const before =
        scale === 1 ? 0 : plainPerplexity(rows, scale * Math.SQRT2);
      expect(least).toBeGreaterThanOrEqual(wanted * (1 - 1e-9));
      expect(before).toBeLessThan(wanted * (1 + 1e-9));
      expect(Number.isInteger(Math.round(2e6 * Math.log2(scale)) / 1e6)).toBe(
        true,
      );
    }),
    { numRuns: 200 },
  );
});

test('rows at one place are undecided already', () => {
  expect(scaleOf(Array.from({ length: 40 }, () => [3, 4]))).toBe(1);
});

test('columns times 300 without standardizing: the fit ends where it does otherwise', () => {
  const data = randomClasses(90, 4, 2, 8);
  const X = rowsOf(data.values, 4);
  const y = labelsOf(data);
  const options = { loss: 'nca', margin: false, standardize: false } as const;
  const usual = new MetricLearner(options).fit(X, y).summary;
  const large = new MetricLearner(options).fit(
    X.map((row) => row.map((x) => 300 * x)),
    y,
  ).summary;
  expect(large.iterations).toBeGreaterThan(5);
  expect(large.objective).toBeLessThan(usual.objective + 0.02);
});

test('many columns: the start is not flat', () => {
  const X = rowsOf(normals(200 * 60, 5), 60);
  const y = X.map(([a, b, c]) => Number(a + b + c > 0));
  const options = { loss: 'nca', margin: false } as const;
  const identity = X[0].map((_, r) => X[0].map((__, c) => Number(r === c)));
  const scaled = new MetricLearner(options).fit(X, y).summary;
  // a matrix is used as it is
  const flat = new MetricLearner({ ...options, init: identity }).fit(
    X,
    y,
  ).summary;
  const reach = ({ history }: typeof flat) =>
    history.findIndex(({ objective }) => objective <= -0.9);
  expect(2 * reach(scaled)).toBeLessThan(reach(flat));
});
