/** What a radius promises, held against `predict`: no perturbation that is smaller changes the prediction. */
import fc from 'fast-check';
import type { Certificate, MetricKNN } from 'ml-metric-learning';
import { certify } from 'ml-metric-learning';
import { expect, test } from 'vitest';

import { fittedClassifierOf } from '../../src/estimators/MetricKNN.ts';
import { seededRandom } from '../../src/random.ts';
import type { ClassifierProblem } from '../oracles/classifierProblem.ts';
import { classifierProblem } from '../oracles/classifierProblem.ts';
import { normals, rowsOf } from '../oracles/randomData.ts';

type Norm = 1 | 2 | typeof Infinity;

/** Just below: by some times what the size of a perturbation is rounded by. */
const BELOW = 1 - 1e-14;
/** Perturbations of each query and norm: random ones, and towards pairs of training rows. */
const RANDOM = 6;
const DIRECTED = 12;

/** How many perturbations were tried. */
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
    { numRuns: 1500 },
  );
});

test('there were at least 100,000 of them', () => {
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
  for (const [at, { label, radius }] of certificates.entries()) {
    expect(radius).not.toBeNaN();
    if (radius === 0) continue;
    // nothing at all changes an infinite one
    const size = radius === Infinity ? 1e3 : radius * BELOW;
    const row = queries[at];
    const directions = [
      ...randomOnes(row.length, norm, seed + at),
      ...directedOnes(knn, row, label, lengths, norm, seed + at),
    ];
    for (const direction of directions) {
      const length = sizeOf(direction, norm);
      if (!(length > 0 && length < Infinity)) continue;
      const perturbation = direction.map((value) => (value / length) * size);
      moved.push(row.map((x, k) => x + perturbation[k] * lengths[k]));
      labels.push(label);
    }
  }
  tried.cases += moved.length;
  if (moved.length > 0) expect(knn.predict(moved)).toStrictEqual(labels);
}

/** Anywhere; corners of the cube; along a column. */
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
 * Towards planes where a row of another class is as near as one of the class, the steepest way in the norm (math.md 1.4), and
 * the ways onto rows of other classes. Of the pairs, the nearest ones, and some at random.
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

function steepest(normal: number[], norm: Norm): number[] {
  if (norm === 2) return normal;
  if (norm === Infinity) return normal.map(Math.sign);
  const sizes = normal.map(Math.abs);
  const column = sizes.indexOf(Math.max(...sizes));
  return normal.map((value, k) => (k === column ? value : 0));
}

function sizeOf(vector: number[], norm: Norm): number {
  if (norm === 2) return Math.hypot(...vector);
  const sizes = vector.map(Math.abs);
  return norm === 1 ? sizes.reduce((a, b) => a + b) : Math.max(...sizes);
}
