/** Tables with more columns than rows, which are rotated into the span of their rows. */
import { Matrix } from 'ml-matrix';
import type { MetricLearnerOptions } from 'ml-metric-learning';
import { MetricLearner } from 'ml-metric-learning';
import { startThreads } from 'ml-metric-learning/parallel';
import { describe, expect, test } from 'vitest';

import { runSync } from '../../src/async/work.ts';
import { toRows } from '../../src/data/Dense.ts';
import { checkLabelledData } from '../../src/data/LabelledData.ts';
import type { FittedMetric } from '../../src/fit/FittedMetric.ts';
import { embed, unfoldScale } from '../../src/fit/FittedMetric.ts';
import { learnMetric } from '../../src/fit/learnMetric.ts';
import { resolveOptions } from '../../src/fit/metricLearnerOptions.ts';
import { undecidedScale } from '../../src/losses/undecidedScale.ts';
import { normals, randomTable, rowsOf } from '../oracles/randomData.ts';

const { X, y } = randomTable(12, 30, 2, 3);
const data = checkLabelledData(X, y);
const unseen = randomTable(5, 30, 2, 4).X;
const short = { name: 'lbfgs', maxIterations: 8 } as const;
const triplets = { targets: 2, impostors: 3 };

function learn(
  options: MetricLearnerOptions,
  isRotatable = resolveOptions(options).isRotatable,
  table = data,
): FittedMetric {
  const resolved = { ...resolveOptions(options), isRotatable };
  return runSync(learnMetric(table, resolved));
}

const largest = (matrix: Matrix) => Matrix.abs(matrix).max();
/** The largest difference, relative to the largest entry. */
const difference = (a: number[][], b: number[][]) =>
  largest(new Matrix(a).sub(b)) / largest(new Matrix(b));

/** M on standardized columns, of a fit. */
function metricOf(fitted: FittedMetric): Matrix {
  const L = new Matrix(toRows(unfoldScale(fitted)));
  return L.transpose().mmul(L);
}

/** Squared distances of rows, of a fit. */
function distancesOf(fitted: FittedMetric, rows: number[][]): number[][] {
  const embedding = toRows(
    embed(fitted, {
      values: Float64Array.from(rows.flat()),
      rows: rows.length,
      columns: rows[0].length,
    }),
  );
  return embedding.map((a) =>
    embedding.map((b) =>
      a.reduce((sum, value, k) => sum + (value - b[k]) ** 2, 0),
    ),
  );
}

/** The start of a fit, as a matrix on standardized columns: the same as without the rotation, as far as rows can tell. */
function startOf(options: MetricLearnerOptions): number[][] {
  const begun = learn({
    ...options,
    solver: { name: 'lbfgs', maxIterations: 0 },
  });
  // NCA scales a start by name, and takes a matrix as it is
  const scale =
    options.loss === 'nca' ? runSync(undecidedScale(embed(begun, data))) : 1;
  return toRows(unfoldScale(begun)).map((row) => row.map((x) => scale * x));
}

const start = rowsOf(normals(4 * 30, 9), 30);

const problems: MetricLearnerOptions[] = [
  {},
  { margin: false },
  { margin: { shape: 'hinge', weight: 3 } },
  { margin: { shape: 'convex' } },
  { loss: { name: 'lmnn', impostors: 'active' } },
  { loss: 'nca' },
  { loss: 'nca', margin: false },
  { loss: 'triplet' },
  { loss: 'none' },
  { standardize: false },
  { init: 'pca' },
  { init: 'lda' },
  { components: 3 },
  { components: 3, init: 'pca' },
  { components: 1, init: 'lda' },
  { components: 3, init: 'random' },
  { components: 14 },
  { init: start },
];

describe.each(problems)('%o', (given) => {
  const options = { solver: short, triplets, ...given };
  const fitted = learn(options);
  const isWhole = given.components === undefined && given.init !== start;
  // the length of the first step depends on that of L, of which less is left
  const same = isWhole ? { ...options, init: startOf(options) } : options;
  const plain = learn(same, false);

  test('every step has the objective that it has without the rotation', () => {
    expect(fitted.summary.iterations).toBe(plain.summary.iterations);
    expect(fitted.summary.triplets).toBe(plain.summary.triplets);
    for (const [at, { objective }] of fitted.summary.history.entries()) {
      const expected = plain.summary.history[at].objective;
      expect(Math.abs(objective / expected - 1)).toBeLessThan(1e-6);
    }
  });

  test('the default map begins where the map of all columns does', () => {
    const none = { name: 'lbfgs', maxIterations: 0 } as const;
    const [rotated, whole] = [true, false].map(
      (isRotatable) =>
        learn({ ...options, solver: none }, isRotatable).summary.objective,
    );
    expect(Math.abs(rotated / whole - 1)).toBeLessThan(1e-9);
  });

  test('the metric and the embedding are the same', () => {
    const rows = isWhole ? 12 : (given.components ?? start.length);
    expect(fitted.components.rows).toBe(rows);
    expect(fitted.components.columns).toBe(30);
    const [M, expected] = [fitted, plain].map((metric) =>
      metricOf(metric).to2DArray(),
    );
    expect(difference(M, expected)).toBeLessThan(1e-6);
    for (const table of [X, unseen]) {
      const distances = distancesOf(fitted, table);
      expect(difference(distances, distancesOf(plain, table))).toBeLessThan(
        1e-6,
      );
    }
  });
});

test('at the minimum, the objective is that of a map of all columns', () => {
  const solver = { name: 'lbfgs', tolerance: 1e-10 } as const;
  // convex, so that the minimum does not depend on the path; not so heavy that the metric vanishes
  const margin = { shape: 'convex', weight: 0.01 } as const;
  const options = { margin, triplets, solver };
  // rows of different classes that are equal: without them, every triplet could be satisfied
  const mixed = X.map((row, at) => X[at < 6 ? at - (at % 2) : at]);
  const table = checkLabelledData(mixed, y);
  const [fitted, plain] = [true, false].map((isRotatable) =>
    learn(options, isRotatable, table),
  );
  const { objective } = plain.summary;
  expect(objective).toBeGreaterThan(1e-3);
  expect(Math.abs(fitted.summary.objective / objective - 1)).toBeLessThan(1e-6);
  expect(plain.components.rows).toBe(30);
  const [a, b] = [fitted, plain].map((metric) => distancesOf(metric, mixed));
  expect(difference(a, b)).toBeLessThan(1e-2);
});

test.each<MetricLearnerOptions>([
  { margin: { norm: 1 } },
  { margin: { norm: Infinity } },
  { margin: { units: 'raw' } },
  { margin: { fixed: [3] } },
  { parameterization: 'diagonal' },
  { components: 18 },
  { init: rowsOf(normals(30 * 30, 5), 30) },
])('%o is not rotated: every bit is the same', (given) => {
  const options = { solver: short, triplets, ...given };
  expect(learn(options)).toStrictEqual(learn(options, false));
});

test('a custom loss sees the columns', () => {
  let columns = 0;
  const loss = {
    name: 'mine',
    prepare: (inputs: { columns: number }) => {
      columns = inputs.columns;
      return { evaluate: () => 0 };
    },
  };
  const metric = new MetricLearner({ loss, margin: false }).fit(X, y);
  expect(columns).toBe(30);
  expect(metric.components.rows).toBe(30);
});

describe('Adam, whose steps depend on the coordinates,', () => {
  const solver = { name: 'adam', epochs: 4, batchSize: 6 } as const;

  test('minimizes the same objective', () => {
    const fitted = learn({ solver, triplets });
    const [first, ...later] = fitted.summary.history;
    const { history } = learn({ solver, triplets }, false).summary;
    expect(Math.abs(first.objective / history[0].objective - 1)).toBeLessThan(
      1e-9,
    );
    expect(later[3].objective).toBeLessThan(first.objective);
  });
});

test('rows that depend on others, and columns that are constant', () => {
  const twice = [...X.slice(0, 6), ...X.slice(0, 6)].map((row) =>
    row.map((value, k) => (k < 3 ? 7 : value)),
  );
  const labels = [...y.slice(0, 6), ...y.slice(0, 6)];
  const metric = new MetricLearner({ triplets }).fit(twice, labels);
  expect(metric.components.rows).toBe(12);
  const Z = metric.transform(twice);
  expect(difference([Z[2]], [Z[8]])).toBeLessThan(1e-12);
  expect(metric.components.to2DArray().flat().every(Number.isFinite)).toBe(
    true,
  );
});

test('saving, waiting and threads change nothing', async () => {
  const options = { triplets, solver: short };
  const metric = new MetricLearner(options).fit(X, y);
  const saved = JSON.stringify(metric);
  const loaded = MetricLearner.load(saved);
  expect(loaded.transform(unseen)).toStrictEqual(metric.transform(unseen));
  expect(JSON.stringify(loaded.fit(X, y))).toBe(saved);
  const waited = await new MetricLearner(options).fitAsync(X, y);
  expect(JSON.stringify(waited)).toBe(saved);
  const threads = await startThreads({ threads: 2 });
  try {
    const shared = new MetricLearner(options).fit(X, y, { threads });
    expect(
      difference(shared.transform(unseen), metric.transform(unseen)),
    ).toBeLessThan(1e-9);
  } finally {
    await threads.stop();
  }
});

test('a warm start from a fitted metric goes on where it ended', () => {
  const { components, summary } = new MetricLearner({
    triplets,
    standardize: false,
  }).fit(X, y);
  const again = new MetricLearner({
    triplets,
    standardize: false,
    init: components,
    solver: { name: 'lbfgs', maxIterations: 0 },
  }).fit(X, y);
  expect(
    Math.abs(again.summary.objective / summary.objective - 1),
  ).toBeLessThan(1e-9);
});
