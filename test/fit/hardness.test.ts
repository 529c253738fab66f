/**
 * Data at the limits of floating-point numbers. A fit ends with a reason and finite results, or throws an error that
 * names the cause and changes nothing.
 */
import type { LossOption, MetricLearnerOptions } from 'ml-metric-learning';
import {
  MetricKNN,
  MetricLearner,
  attack,
  certify,
  robustnessCurve,
  tripletMargins,
} from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { STOP_REASONS } from '../../src/solvers/Solver.ts';
import { expectFinite } from '../oracles/expectDocumentedErrorOrFinite.ts';
import { normals, rowsOf } from '../oracles/randomData.ts';
import { sizeOf } from '../oracles/sizeOf.ts';

interface Table {
  X: number[][];
  y: number[];
}

/** Two overlapping classes, one standard deviation apart in each column. */
function table(
  rows: number,
  columns: number,
  unit: (column: number) => number = () => 1,
): Table {
  const y = Array.from({ length: rows }, (_, row) => row % 2);
  const X = rowsOf(normals(rows * columns, 3), columns).map((row, at) =>
    row.map((value, column) => (value + y[at]) * unit(column)),
  );
  return { X, y };
}

const plain = table(24, 3);
const tables: Record<string, Table> = {
  'columns of 1e150': table(24, 3, () => 1e150),
  'columns of 1e−150': table(24, 3, () => 1e-150),
  'columns of 1e150 beside 1e−150': table(
    24,
    3,
    (at) => 10 ** (150 - 150 * at),
  ),
  'columns of 1e300': table(24, 3, () => 1e300),
  'columns beside a constant one': table(24, 3, (at) => at),
  'one column': table(24, 1),
  'twice as many columns as rows': table(12, 24),
  'one point for all rows': {
    X: plain.X.map(() => [1, 2, 3]),
    y: plain.y,
  },
  'one point for each class': {
    X: plain.y.map((label) => [label, -label, 0]),
    y: plain.y,
  },
  'two classes on the same points': {
    X: plain.X.map((_, row) => plain.X[row - (row % 2)]),
    y: plain.y,
  },
  'far from the origin': {
    X: plain.X.map((row) => row.map((value) => value + 1e9)),
    y: plain.y,
  },
  'one row far away': {
    X: plain.X.map((row, at) => (at === 5 ? [1e100, 0, -1e100] : row)),
    y: plain.y,
  },
};

const losses: LossOption[] = [
  'lmnn',
  { name: 'lmnn', impostors: 'active', hinge: 'squared' },
  'nca',
  'triplet',
  { name: 'triplet', distance: 'plain', smooth: true },
];
const settings: MetricLearnerOptions[] = [
  ...losses.map((loss) => ({ loss })),
  { margin: { shape: 'hinge', norm: 1 } },
  { margin: { shape: 'convex', norm: Infinity } },
  { margin: { units: 'raw' } },
  { margin: false, init: 'pca', components: 1 },
  { init: 'lda', components: 1 },
  { init: 'random', components: 1 },
  { parameterization: 'diagonal' },
  { parameterization: 'compositional' },
  { solver: { name: 'adam', epochs: 5 } },
];

/** All results of a fit are usable. */
function expectSound(learner: MetricLearner, { X, y }: Table, targets = 3) {
  const { summary } = learner;
  expect(STOP_REASONS).toContain(summary.reason);
  expectFinite(summary, false);
  // Adam takes steps of given length, uphill or not
  if (summary.reason !== 'epochs') {
    expect(summary.objective).toBeLessThanOrEqual(summary.history[0].objective);
  }
  expectFinite(learner.components.to2DArray(), false);
  expectFinite(learner.transform(X), false);
  const restored = MetricLearner.load(JSON.stringify(learner));
  expect(restored.transform(X)).toStrictEqual(learner.transform(X));
  for (const k of [1, 3]) {
    const knn = MetricKNN.fromMetric(learner, X, y, {
      k: Math.min(k, X.length),
    });
    const queries = X.slice(0, 4);
    for (const norm of k === 1 ? [2] : [1, Infinity]) {
      const certificates = certify(knn, queries, { norm });
      const attacks = attack(knn, queries, { norm });
      for (const [row, { radius }] of certificates.entries()) {
        expect(radius).toBeGreaterThanOrEqual(0);
        expect(sizeOf(attacks[row])).toBeGreaterThanOrEqual(radius);
        expectFinite(attacks[row], false);
      }
    }
    expectFinite(robustnessCurve(knn, queries, y.slice(0, 4)), false);
  }
  const rows = { X, y };
  expectFinite(tripletMargins(learner, rows, rows, { targets }), false);
}

describe.each(Object.entries(tables))('%s', (_, data) => {
  test.each(settings)('%o', (options) => {
    const learner = new MetricLearner(options);
    expectSound(learner.fit(data.X, data.y), data);
  });
});

test('units so small that the metric in them is not finite', () => {
  const { X, y } = table(24, 3, (column) => (column === 1 ? 1e-315 : 1));
  const learner = new MetricLearner();
  expect(() => learner.fit(X, y)).toThrow(
    /^the metric must be finite in the units of X, but column 1 of X has a standard deviation of 1\.\d+e-315; multiply the column by a large constant$/,
  );
  expect(learner.fitted).toBe(false);
});

describe('two rows', () => {
  const two = {
    X: [
      [0, 1],
      [1, 1],
    ],
    y: [0, 1],
  };

  test('in two classes are too few for targets', () => {
    expect(() => new MetricLearner().fit(two.X, two.y)).toThrow(RangeError);
  });

  test('in one class are enough for NCA', () => {
    const learner = new MetricLearner({ loss: 'nca', margin: false });
    const { summary } = learner.fit(two.X, two.y);
    expect(STOP_REASONS).toContain(summary.reason);
    expectFinite(summary, false);
    expectFinite(learner.transform(two.X), false);
  });

  test('are enough for certificates', () => {
    const knn = new MetricKNN({ k: 1, metric: false }).train(two.X, two.y);
    const [{ radius }] = certify(knn, [[0, 1]], { exact: true });
    // halfway, in standard deviations of 0.5
    expect(radius).toBeCloseTo(1, 12);
  });
});

test('100 rows of 2,000 columns', () => {
  const data = table(100, 2000);
  const learner = new MetricLearner({
    components: 10,
    init: 'pca',
    solver: { name: 'lbfgs', maxIterations: 20 },
  }).fit(data.X, data.y);
  expect(learner.summary.objective).toBeLessThan(
    learner.summary.history[0].objective,
  );
  expectFinite(learner.transform(data.X), false);
  const knn = MetricKNN.fromMetric(learner, data.X, data.y, { k: 1 });
  const queries = data.X.slice(0, 5);
  const attacks = attack(knn, queries);
  for (const [row, { radius }] of certify(knn, queries).entries()) {
    expect(radius).toBeGreaterThan(0);
    expect(sizeOf(attacks[row])).toBeGreaterThanOrEqual(radius);
  }
});

test.each([false, true])(
  '1,000 rows at one point, standardized: %s',
  (standardize) => {
    const X = Array.from({ length: 1000 }, () => [4, -1e-3]);
    const y = X.map((_, row) => row % 2);
    const learner = new MetricLearner({ standardize }).fit(X, y);
    expect(STOP_REASONS).toContain(learner.summary.reason);
    expectFinite(learner.summary, false);
    expectFinite(learner.transform(X), false);
    const knn = MetricKNN.fromMetric(learner, X, y, { k: 3 });
    for (const { radius } of certify(knn, X.slice(0, 3))) {
      expect(radius).toBe(0);
    }
  },
);

describe('options out of range', () => {
  const options: MetricLearnerOptions[] = [
    { margin: { weight: 1e12 } },
    { margin: { weight: 1e-12 } },
    { margin: { weight: 1e12, shape: 'hinge' } },
    { margin: { weight: 1e-12, shape: 'convex' } },
    { margin: { weight: 1e12, shape: 'convex' } },
    ...(['squared', 'hinge', 'convex'] as const).flatMap((shape) =>
      [1e-300, 1e-12, 1e12, 1e150].map((target) => ({
        margin: { target, shape },
      })),
    ),
    { margin: { epsilon: 0 } },
    { margin: { epsilon: 1e300 } },
    { margin: { epsilon: 5e-324 } },
    { loss: { name: 'triplet', margin: 1e12 } },
    { loss: { name: 'triplet', margin: 1e-12, smooth: true } },
    { loss: { name: 'lmnn', push: 1e-12 } },
    {
      init: [
        [1e-150, 0, 0],
        [0, 1e-150, 0],
        [0, 0, 1e-150],
      ],
    },
    {
      init: [
        [1e6, 0, 0],
        [0, 1e6, 0],
        [0, 0, 1e6],
      ],
    },
    { solver: { name: 'adam', epochs: 2, learningRate: 1e12 } },
    { solver: { name: 'lbfgs', tolerance: 0, maxIterations: 300 } },
  ];

  test.each(options)('%o', (given) => {
    const learner = new MetricLearner(given).fit(plain.X, plain.y);
    expectSound(learner, plain);
  });
});

describe('without standardizing, the unit of the columns does not change the margin', () => {
  const scaled = (unit: number) =>
    plain.X.map((row) => row.map((value) => unit * value));
  const options = {
    loss: 'none',
    standardize: false,
    // differences in rounding between units grow with the iterations
    solver: { name: 'lbfgs', maxIterations: 5, tolerance: 0 },
  } as const;
  const summaryOf = (unit: number, margin: MetricLearnerOptions['margin']) =>
    new MetricLearner({ ...options, margin }).fit(scaled(unit), plain.y)
      .summary;

  const margins = (['squared', 'hinge'] as const).flatMap((shape) =>
    ([1, 2, Infinity] as const).map((norm) => ({ shape, norm })),
  );

  test.each(
    margins.flatMap((margin) =>
      [1e-6, 1e6].map((unit) => ({ unit, ...margin })),
    ),
  )('%o', ({ unit, ...margin }) => {
    const expected = summaryOf(1, margin);
    const found = summaryOf(unit, margin);
    expect(found.history).toHaveLength(expected.history.length);
    for (const [at, { objective }] of found.history.entries()) {
      // 1e−16 of rounding, amplified a million times after five steps at most
      expect(objective / expected.history[at].objective).toBeCloseTo(1, 10);
    }
    expect(found.objective).toBeLessThan(found.history[0].objective);
    expect(
      (found.marginTarget as number) / unit / (expected.marginTarget as number),
    ).toBeCloseTo(1, 12);
  });

  test('the absolute ε of the paper is an ε in one unit', () => {
    // with a loss: without one, such an ε is refused
    const start = (unit: number) =>
      new MetricLearner({
        standardize: false,
        margin: { epsilon: 1e-10 },
        solver: { name: 'lbfgs', maxIterations: 0 },
      }).fit(scaled(unit), plain.y).summary.margin;
    const change = start(1e-6) / start(1) - 1;
    expect(Math.abs(change)).toBeGreaterThan(0.1);
    expect(start(1e6) / start(1)).toBeCloseTo(1, 8);
  });

  test.each([1e-6, 1e6])('margins of rows in units of %s', (unit) => {
    const learner = new MetricLearner({ standardize: false });
    learner.fit(plain.X, plain.y);
    const y = plain.y;
    const marginsOf = (X: number[][]) =>
      tripletMargins(learner, { X, y }, { X, y });
    const expected = marginsOf(plain.X);
    for (const [at, margin] of marginsOf(scaled(unit)).entries()) {
      expect(margin / unit).toBeCloseTo(expected[at], 10);
    }
  });
});
