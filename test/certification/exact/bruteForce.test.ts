/** Exact radii and attacks, compared with all sets of voters: small tables in the plane, with ties and duplicates. */
import fc from 'fast-check';
import type { ColumnChange } from 'ml-metric-learning';
import { MetricKNN, attack, certify } from 'ml-metric-learning';
import { expect, test } from 'vitest';

import { seededRandom } from '../../../src/data/random.ts';
import { metricOf } from '../../oracles/metricOf.ts';
import type { PlaneProblem } from '../../oracles/nearestOutvoted.ts';
import { nearestOutvoted } from '../../oracles/nearestOutvoted.ts';
import type { Norm } from '../../oracles/norms.ts';
import { plainNorm } from '../../oracles/norms.ts';
import { normals, rowsOf } from '../../oracles/randomData.ts';

const recipes = fc.record({
  rows: fc.integer({ min: 3, max: 8 }),
  classes: fc.integer({ min: 2, max: 4 }),
  k: fc.integer({ min: 1, max: 6 }),
  /** Whole numbers: rows coincide, and tie. */
  isGrid: fc.boolean(),
  /** Rows of L; 0: no metric. */
  components: fc.integer({ min: 0, max: 2 }),
  isLine: fc.boolean(),
  changes: fc.array(
    fc.constantFrom<ColumnChange | undefined>(
      undefined,
      'fixed',
      'increase',
      'decrease',
      { min: -1, max: 1 },
      { max: 0.5 },
    ),
    { minLength: 2, maxLength: 2 },
  ),
  isLimited: fc.boolean(),
  seed: fc.integer({ min: 1, max: 2 ** 31 }),
});

type Recipe = typeof recipes extends fc.Arbitrary<infer Value> ? Value : never;

const tried = { cases: 0, exact: 0, found: 0, there: 0 };

test.each([2, 1, Infinity] as const)('norm %d', (norm) => {
  fc.assert(
    fc.property(recipes, (recipe) => compare(recipe, norm)),
    { numRuns: 700 },
  );
});

test('most radii are exact, and most adversaries are found', () => {
  expect(tried.cases).toBeGreaterThan(2000);
  // not where only the order of rows, or rounding, decides a tie on the grid
  expect(tried.exact).toBeGreaterThan(0.95 * tried.cases);
  expect(tried.found).toBeGreaterThan(0.99 * tried.there);
});

function compare(recipe: Recipe, norm: Norm): void {
  const { problem, knn, query, columns } = problemOf(recipe, norm);
  const options = { norm, units: 'raw', columns } as const;
  const [certificate] = certify(knn, [query], { ...options, exact: true });
  const [closed] = certify(knn, [query], options);
  const [found] = attack(knn, [query], options);
  const code = certificate.label;
  const { radius, upper, exact, adversary } = certificate;
  const least = nearestOutvoted(problem, query, code);
  // a little inside of the regions: rounding does not decide who is nearer there
  const surely = nearestOutvoted(problem, query, code, 1e-6);
  tried.cases++;
  if (exact) tried.exact++;
  expect(closed.radius).toBeLessThanOrEqual(radius);
  expect(radius).toBeLessThanOrEqual(upper);
  if (surely < 1e3) {
    expect(radius).toBeLessThanOrEqual(surely * (1 + 1e-9));
    tried.there++;
    if (found.found) tried.found++;
  }
  if (exact && radius < Infinity) {
    expect(radius).toBeGreaterThan(least * (1 - 2e-6) - 1e-7);
  }
  // shortest moves into corners of lines that are nearly parallel are rounded
  if (radius === Infinity) expect(surely).toBeGreaterThan(1e4);
  if (adversary) expectAdversary(knn, query, adversary, certificate, norm);
  if (found.found) {
    const { size } = found;
    expectAdversary(
      knn,
      query,
      found.adversary,
      { label: code, upper: size },
      norm,
    );
    expect(size).toBeGreaterThanOrEqual(radius);
  }
  for (const one of [adversary, found.found ? found.adversary : undefined]) {
    if (one) expectAllowed(problem, query, one);
  }
}

function expectAdversary(
  knn: MetricKNN,
  query: number[],
  adversary: number[],
  { label, upper }: { label: unknown; upper: number },
  norm: Norm,
): void {
  expect(knn.predict(adversary)).not.toBe(label);
  const size = plainNorm(
    adversary.map((x, k) => x - query[k]),
    norm,
  );
  expect(Math.abs(size - upper)).toBeLessThan(1e-12 * (1 + size));
}

function expectAllowed(
  { box }: PlaneProblem,
  query: number[],
  adversary: number[],
): void {
  for (const [k, x] of adversary.entries()) {
    expect(x - query[k]).toBeGreaterThanOrEqual(
      (box?.low[k] ?? -Infinity) - 1e-15,
    );
    expect(x - query[k]).toBeLessThanOrEqual(
      (box?.high[k] ?? Infinity) + 1e-15,
    );
  }
}

function problemOf(recipe: Recipe, norm: Norm) {
  const { rows, classes, k, isGrid, components, isLine, seed } = recipe;
  const random = seededRandom(seed);
  const round = (value: number) => (isGrid ? Math.round(value * 1.5) : value);
  const X = rowsOf(normals(rows * 2, seed + 1), 2).map(([a, b]) => [
    round(a),
    isLine ? 0 : round(b),
  ]);
  const codes = X.map((_, at) =>
    at < classes ? at : Math.floor(random() * classes),
  );
  const y = codes.slice();
  const [point] = rowsOf(normals(2, seed + 2), 2);
  const query = point.map((value) => Math.min(0.5, Math.max(-1, round(value))));
  const map =
    components === 0
      ? [
          [1, 0],
          [0, 1],
        ]
      : rowsOf(normals(components * 2, seed + 3), 2);
  const votes = Math.min(k, rows);
  const knn =
    components === 0
      ? new MetricKNN({ k: votes, metric: false }).train(X, y)
      : MetricKNN.fromMetric(metricOf(map), X, y, { k: votes });
  const changes = recipe.isLimited ? recipe.changes : [];
  const columns = Object.fromEntries(
    changes.flatMap((change, column) => (change ? [[column, change]] : [])),
  ) as Record<number, ColumnChange>;
  const sides = (side: 'low' | 'high') =>
    query.map((x, column) => sideOf(columns[column], side, x));
  const box = { low: sides('low'), high: sides('high') };
  const problem = { rows: X, codes, k: votes, map, norm, box };
  return { problem, knn, query, columns };
}

function sideOf(
  change: ColumnChange | undefined,
  side: 'low' | 'high',
  x: number,
): number {
  const far = side === 'low' ? -Infinity : Infinity;
  if (change === 'fixed') return 0;
  if (change === 'increase') return side === 'low' ? 0 : far;
  if (change === 'decrease') return side === 'high' ? 0 : far;
  const { min = -Infinity, max = Infinity } = change ?? {};
  return (side === 'low' ? min : max) - x;
}
