/** The promise of a radius, compared with `predict`: no smaller perturbation changes the prediction. */
import fc from 'fast-check';
import type { Certificate, MetricKNN } from 'ml-metric-learning';
import { certify } from 'ml-metric-learning';
import { expect, test } from 'vitest';

import { seededRandom } from '../../src/data/random.ts';
import { fittedClassifierOf } from '../../src/estimators/classifier/MetricKNN.ts';
import type { ClassifierProblem } from '../oracles/classifierProblem.ts';
import {
  classifierProblem,
  nearestProblem,
} from '../oracles/classifierProblem.ts';
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

test.each([
  [2, 'standardized'],
  [2, 'raw'],
  [1, 'standardized'],
  [1, 'raw'],
  [Infinity, 'standardized'],
  [Infinity, 'raw'],
] as const)('norm %d, %s units', (norm, units) => {
  fc.assert(
    fc.property(classifierProblem, (problem) => {
      const { knn, queries } = problem;
      const certificates = certify(knn, queries, { norm, units });
      expectKept(problem, certificates, norm, units === 'raw');
    }),
    { numRuns: 300 },
  );
});

test.each(['standardized', 'raw'] as const)(
  '%s units: some radii are within a millionth of the largest valid ones',
  (units) => {
    const counts = { exact: 0, all: 0 };
    fc.assert(
      fc.property(nearestProblem, (problem) => {
        const { knn, queries } = problem;
        const certificates = certify(knn, queries, { units, exact: true });
        expectKept(problem, certificates, 2, units === 'raw');
        const closed = certify(knn, queries, { units });
        for (const [at, certificate] of certificates.entries()) {
          const { radius, exact } = certificate;
          expect(radius).toBeGreaterThanOrEqual(closed[at].radius);
          expectNearest(problem, certificate, queries[at], units === 'raw');
          if (!certificate.adversary || radius === 0) continue;
          counts.all++;
          if (exact) counts.exact++;
        }
      }),
      { numRuns: 200 },
    );
    // where it is not exact, rows are ten million times as far away as they are apart
    expect(counts.exact).toBeGreaterThan(0.9 * counts.all);
  },
);

test('at least 100,000 perturbations were tried', () => {
  expect(tried.cases).toBeGreaterThan(100_000);
});

function expectKept(
  { knn, queries, scale, seed }: ClassifierProblem,
  certificates: Certificate[],
  norm: Norm,
  isRaw: boolean,
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
      moved.push(row.map((x, k) => x + perturbation[k] * lengths[k]));
      labels.push(label);
    }
  }
  tried.cases += moved.length;
  if (moved.length > 0) expect(knn.predict(moved)).toStrictEqual(labels);
}

/** The adversarial example of a row has another prediction, at most a millionth beyond the radius. */
function expectNearest(
  { knn, X, scale }: ClassifierProblem,
  { label, radius, exact, adversary }: Certificate,
  row: number[],
  isRaw: boolean,
): void {
  if (!adversary) {
    // no class can win over this one, or rounding hides which
    expect(exact).toBe(radius === Infinity);
    return;
  }
  expect(knn.predict(adversary)).not.toBe(label);
  const lengths = isRaw ? scale.map(() => 1) : scale;
  const distance = (other: number[]) =>
    Math.hypot(...other.map((x, k) => (x - row[k]) / lengths[k]));
  const size = distance(adversary);
  // rounding of the norm itself, which is a difference of rows that may be far away
  const rounding = Math.hypot(
    ...row.map((x, k) => (4e-16 * Math.abs(x)) / lengths[k]),
  );
  expect(size).toBeGreaterThanOrEqual(radius - rounding);
  if (!exact) return;
  const [[nearest]] = knn.kneighbors([adversary]).indices;
  const slack = Math.max(1e-6 * radius, 1e-9 * distance(X[nearest]));
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
