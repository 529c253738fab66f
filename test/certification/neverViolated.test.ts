/** The promise of a radius, compared with `predict`: no smaller perturbation changes the prediction. */
import fc from 'fast-check';
import type { Certificate, ColumnChange, MetricKNN } from 'ml-metric-learning';
import { certify } from 'ml-metric-learning';
import { expect, test } from 'vitest';

import { seededRandom } from '../../src/data/random.ts';
import { fittedClassifierOf } from '../../src/estimators/classifier/MetricKNN.ts';
import type { ClassifierProblem } from '../oracles/classifierProblem.ts';
import { classifierProblem } from '../oracles/classifierProblem.ts';
import type { Norm } from '../oracles/norms.ts';
import { plainNorm, steepest } from '../oracles/norms.ts';
import { normals, rowsOf } from '../oracles/randomData.ts';

/** Just below: by a few times the rounding error of the norm of a perturbation. */
const BELOW = 1 - 1e-14;
/** Perturbations of each query and norm: random ones, and towards pairs of training rows. */
const RANDOM = 6;
const DIRECTED = 12;

/** The number of perturbations tried. */
const tried = { cases: 0 };

const SPACES = [
  [2, 'standardized'],
  [2, 'raw'],
  [1, 'standardized'],
  [1, 'raw'],
  [Infinity, 'standardized'],
  [Infinity, 'raw'],
] as const;

test.each(SPACES)('norm %d, %s units', (norm, units) => {
  fc.assert(
    fc.property(classifierProblem, (problem) => {
      const { knn, queries } = problem;
      const certificates = certify(knn, queries, { norm, units });
      expectKept(problem, certificates, norm, units === 'raw');
    }),
    { numRuns: 200 },
  );
});

test.each(SPACES)(
  'norm %d, %s units: most exact radii are within a millionth of the largest valid ones',
  (norm, units) => {
    const counts = { exact: 0, all: 0 };
    fc.assert(
      fc.property(classifierProblem, (problem) => {
        const { knn, queries } = problem;
        const options = { norm, units };
        const exact = { nodes: 300 };
        const certificates = certify(knn, queries, { ...options, exact });
        expectKept(problem, certificates, norm, units === 'raw');
        const closed = certify(knn, queries, options);
        for (const [at, certificate] of certificates.entries()) {
          expect(certificate.radius).toBeGreaterThanOrEqual(closed[at].radius);
          expectNearest(problem, certificate, queries[at], norm, units);
          counts.all++;
          if (certificate.exact) counts.exact++;
        }
      }),
      { numRuns: 120 },
    );
    // the others: many votes, rows that tie on a grid, or are ten million times as far away as they are apart
    expect(counts.exact).toBeGreaterThan(0.6 * counts.all);
  },
);

test.each(SPACES)(
  'norm %d, %s units: perturbations of some of the columns, in some directions',
  (norm, units) => {
    fc.assert(
      fc.property(classifierProblem, fc.boolean(), (problem, isExact) => {
        const { knn, queries } = problem;
        const columns = limitsOf(problem);
        const exact = isExact && { nodes: 100 };
        const options = { norm, units, columns, exact };
        const certificates = certify(knn, queries, options);
        expectKept(problem, certificates, norm, units === 'raw', columns);
      }),
      { numRuns: 120 },
    );
  },
);

test('at least 200,000 perturbations were tried', () => {
  expect(tried.cases).toBeGreaterThan(200_000);
});

type Limits = Record<number, ColumnChange>;

/** A change for about two of three columns; bounds that all queries are within. */
function limitsOf({ queries, seed }: ClassifierProblem): Limits {
  const random = seededRandom(seed + 7);
  const columns: Limits = {};
  for (const column of queries[0].keys()) {
    const values = queries.map((row) => row[column]);
    const change = [
      'fixed' as const,
      'increase' as const,
      'decrease' as const,
      { min: Math.min(...values) - random(), max: Math.max(...values) },
      undefined,
      undefined,
    ][Math.floor(random() * 6)];
    if (change) columns[column] = change;
  }
  return columns;
}

/** The change of a column that comes nearest to another one, of those that are possible. */
function allowed(
  change: ColumnChange | undefined,
  from: number,
  step: number,
): number {
  if (change === 'fixed') return from;
  if (change === 'increase') return from + Math.abs(step);
  if (change === 'decrease') return from - Math.abs(step);
  const { min = -Infinity, max = Infinity } = change ?? {};
  return Math.min(max, Math.max(min, from + step));
}

function expectKept(
  { knn, queries, scale, seed }: ClassifierProblem,
  certificates: Certificate[],
  norm: Norm,
  isRaw: boolean,
  limits: Limits = {},
): void {
  const lengths = isRaw ? scale.map(() => 1) : scale;
  const moved: number[][] = [];
  const labels: Array<Certificate['label']> = [];
  for (const [at, { label, radius, adversary }] of certificates.entries()) {
    expect(radius).not.toBeNaN();
    if (radius === 0) continue;
    // no perturbation changes the prediction if the radius is infinite
    const size = radius === Infinity ? 1e3 : radius * BELOW;
    const row = queries[at];
    const directions = [
      ...randomOnes(row.length, norm, seed + at),
      ...directedOnes(knn, row, label, lengths, norm, seed + at),
      ...(adversary
        ? [adversary.map((x, k) => (x - row[k]) / lengths[k])]
        : []),
    ];
    for (const direction of directions) {
      const length = plainNorm(direction, norm);
      if (!(length > 0 && length < Infinity)) continue;
      const perturbation = direction.map((value) => (value / length) * size);
      moved.push(
        row.map((x, k) => allowed(limits[k], x, perturbation[k] * lengths[k])),
      );
      labels.push(label);
    }
  }
  tried.cases += moved.length;
  if (moved.length > 0) expect(knn.predict(moved)).toStrictEqual(labels);
}

/** The adversarial example of a row has another prediction, at most a millionth beyond the radius. */
function expectNearest(
  { knn, X, scale }: ClassifierProblem,
  { label, radius, upper, exact, adversary }: Certificate,
  row: number[],
  norm: Norm,
  units: 'standardized' | 'raw',
): void {
  if (!adversary) {
    // no class can win over this one, or rounding hides which
    expect([exact, upper]).toStrictEqual([radius === Infinity, Infinity]);
    return;
  }
  expect(knn.predict(adversary)).not.toBe(label);
  const lengths = units === 'raw' ? scale.map(() => 1) : scale;
  const distance = (other: number[]) =>
    plainNorm(
      other.map((x, k) => (x - row[k]) / lengths[k]),
      norm,
    );
  const size = distance(adversary);
  // rounding of the norm itself, which is a difference of rows that may be far away
  const rounding = plainNorm(
    row.map((x, k) => (4e-16 * Math.abs(x)) / lengths[k]),
    norm,
  );
  expect(Math.abs(size - upper)).toBeLessThanOrEqual(1e-12 * size + rounding);
  expect(size).toBeGreaterThanOrEqual(radius - rounding);
  if (!exact) return;
  const farthest = Math.max(...X.map(distance));
  const slack = Math.max(1e-6 * radius, 1e-9 * farthest);
  expect(size).toBeLessThanOrEqual(radius + slack + rounding);
}

/** Random directions; corners of the cube; along a column. */
function randomOnes(columns: number, norm: Norm, seed: number): number[][] {
  const random = seededRandom(seed);
  return rowsOf(normals(RANDOM * columns, seed), columns).map((row) => {
    if (norm === Infinity) return row.map(Math.sign);
    const column = Math.floor(random() * columns);
    if (norm === 2) return row;
    return row.map((value, k) => (k === column ? value : 0));
  });
}

/**
 * Towards planes where a row of another class is as near as a same-class row, in the steepest direction for the norm
 * (math.md 1.4), and towards rows of other classes. The nearest pairs, and some random ones.
 */
function directedOnes(
  knn: MetricKNN,
  row: number[],
  label: Certificate['label'],
  lengths: number[],
  norm: Norm,
  seed: number,
): number[][] {
  const random = seededRandom(seed);
  const { training, map } = fittedClassifierOf(knn, 'the test');
  const X = rowsOf(training.values, training.columns);
  const [nearest] = knn.kneighbors([row], { k: X.length }).indices;
  const isOwn = (at: number) => training.classes[training.codes[at]] === label;
  const own = nearest.filter((at) => isOwn(at));
  const others = nearest.filter((at) => !isOwn(at));
  if (others.length === 0) return [];
  const some = (rows: number[], at: number) =>
    rows[
      at < 6
        ? Math.floor(random() * Math.min(4, rows.length))
        : Math.floor(random() * rows.length)
    ];
  const L = rowsOf(map.components.values, training.columns);
  return Array.from({ length: DIRECTED }, (_, at) => {
    const other = X[some(others, at)];
    if (at % 6 === 5) return other.map((x, k) => (x - row[k]) / lengths[k]);
    const from = X[some(own, at)];
    const images = L.map((weights) =>
      weights.reduce((sum, w, k) => sum + w * (other[k] - from[k]), 0),
    );
    const normal = lengths.map(
      (length, k) =>
        L.reduce((sum, weights, r) => sum + weights[k] * images[r], 0) * length,
    );
    return steepest(normal, norm);
  });
}
