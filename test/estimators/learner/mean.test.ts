import { Matrix } from 'ml-matrix';
import type {
  FitReport,
  MemberOptions,
  MetricLearnerOptions,
} from 'ml-metric-learning';
import { MetricKNN, MetricLearner, certify } from 'ml-metric-learning';
import { checkEstimator } from 'ml-metric-learning/testing';
import { describe, expect, test } from 'vitest';

import {
  labelsOf,
  normals,
  randomClasses,
  rowsOf,
} from '../../oracles/randomData.ts';

const data = randomClasses(90, 4, 3, 11);
const X = rowsOf(data.values, 4);
const y = labelsOf(data);
const few = { name: 'lbfgs', maxIterations: 8 } as const;
const MEMBERS: MemberOptions[] = [
  { solver: few },
  { loss: 'nca', margin: false, solver: few, weight: 2 },
  { loss: 'triplet', parameterization: 'diagonal', solver: few, weight: 0.5 },
];

function fitMember({ weight, ...options }: MemberOptions): MetricLearner {
  return new MetricLearner(options).fit(X, y);
}

/** M of standardized columns. */
function standardizedMatrix(metric: MetricLearner): Matrix {
  const sigma = Matrix.diag(metric.scale);
  return sigma.mmul(metric.mahalanobisMatrix()).mmul(sigma);
}

/** Σ w M / trace(M) / Σ w, by the definition. */
function plainMean(metrics: MetricLearner[], weights: number[]): Matrix {
  const { columns } = metrics[0].components;
  const sum = Matrix.zeros(columns, columns);
  let total = 0;
  for (const [at, metric] of metrics.entries()) {
    const M = standardizedMatrix(metric);
    sum.add(M.mul(weights[at] / M.trace()));
    total += weights[at];
  }
  return sum.div(total);
}

function distanceOf(a: Matrix, b: Matrix): number {
  return Matrix.sub(a, b).norm() / b.norm();
}

describe('the metric', () => {
  const members = MEMBERS.map(fitMember);
  const weights = [1, 2, 0.5];

  test('is the weighted mean of the matrices, each over its trace', () => {
    const mean = MetricLearner.mean(members, { weights });
    const wanted = plainMean(members, weights);
    expect(distanceOf(standardizedMatrix(mean), wanted)).toBeLessThan(1e-12);
    expect(mean.center).toStrictEqual(members[0].center);
  });

  test('has a symmetric root on standardized columns', () => {
    const mean = MetricLearner.mean(members);
    const root = mean.components.mulRowVector(mean.scale);
    expect(distanceOf(root.transpose(), root)).toBeLessThan(1e-13);
  });

  test('does not depend on the scale of its members', () => {
    const { model, ...saved } = members[1].toJSON();
    const components = members[1].components.mul(1000).to2DArray();
    const scaled = MetricLearner.load({
      ...saved,
      model: { ...model, components },
    });
    const mean = MetricLearner.mean([members[0], scaled]);
    const wanted = plainMean([members[0], members[1]], [1, 1]);
    expect(distanceOf(standardizedMatrix(mean), wanted)).toBeLessThan(1e-12);
  });

  test.each([
    [1, 1, 2],
    [2, 1, 3],
    [3, 2, 4],
  ])('of maps with %i and %i rows has %i', (r, s, rows) => {
    const low = [r, s].map((components, seed) =>
      fitMember({ components, init: 'random', solver: few, seed }),
    );
    const mean = MetricLearner.mean(low);
    expect(mean.components.rows).toBe(rows);
    const wanted = plainMean(low, [1, 1]);
    expect(distanceOf(standardizedMatrix(mean), wanted)).toBeLessThan(1e-12);
  });

  test('has fewer rows where its members look along the same directions', () => {
    const [low] = [fitMember({ components: 1, solver: few })];
    expect(MetricLearner.mean([low, low]).components.rows).toBe(1);
    const deep = MetricLearner.mean(Array.from({ length: 9 }, () => low));
    expect(deep.components.rows).toBe(1);
  });

  test('of one metric is that metric', () => {
    const mean = MetricLearner.mean([members[1]], { weights: [3] });
    expect(JSON.stringify(mean)).toBe(JSON.stringify(members[1]));
  });

  test('can be saved, loaded and fitted again', () => {
    const mean = MetricLearner.mean(members, { weights });
    const loaded = MetricLearner.load(JSON.stringify(mean));
    expect(JSON.stringify(loaded)).toBe(JSON.stringify(mean));
    expect(loaded.transform(X)).toStrictEqual(mean.transform(X));
    expect(JSON.stringify(loaded.fit(X, y))).toBe(JSON.stringify(mean));
    expect(loaded.summary.members).toStrictEqual(
      members.map((member) => member.summary),
    );
  });

  test('leaves out members of weight 0', () => {
    const mean = MetricLearner.mean(members, { weights: [1, 0, 1] });
    const wanted = MetricLearner.mean([members[0], members[2]]);
    expect(mean.transform(X)).toStrictEqual(wanted.transform(X));
    expect(mean.summary).toStrictEqual(wanted.summary);
  });
});

describe('the option', () => {
  test('learns the members, and then their mean', () => {
    const mean = new MetricLearner({ mean: MEMBERS }).fit(X, y);
    const members = MEMBERS.map(fitMember);
    const wanted = MetricLearner.mean(members, { weights: [1, 2, 0.5] });
    expect(mean.transform(X)).toStrictEqual(wanted.transform(X));
    expect(mean.summary).toStrictEqual(wanted.summary);
    expect(mean.options).toStrictEqual({ mean: MEMBERS });
  });

  test('standardize, seed and pca are shared by members without their own', () => {
    const shared = { standardize: false, seed: 7, pca: 3 };
    const own: MemberOptions[] = [
      { init: 'random', solver: few },
      { init: 'random', seed: 8, pca: 2, solver: few },
    ];
    const mean = new MetricLearner({ ...shared, mean: own }).fit(X, y);
    const members = own.map((options) => fitMember({ ...shared, ...options }));
    const wanted = MetricLearner.mean(members);
    expect(mean.transform(X)).toStrictEqual(wanted.transform(X));
  });

  test('a mean may be a member', () => {
    const inner = { mean: MEMBERS.slice(0, 2) };
    const mean = new MetricLearner({ mean: [inner, MEMBERS[2]] }).fit(X, y);
    const wanted = plainMean(
      [new MetricLearner(inner).fit(X, y), fitMember(MEMBERS[2])],
      [1, 0.5],
    );
    expect(distanceOf(standardizedMatrix(mean), wanted)).toBeLessThan(1e-12);
    expect(mean.summary.members?.[0].members).toHaveLength(2);
  });

  test.each<MetricLearnerOptions['mean']>(['robust', MEMBERS])(
    'fitAsync gives the same bits, with progress over the members: %o',
    async (mean) => {
      const wanted = new MetricLearner({ mean }).fit(X, y);
      const reports: FitReport[] = [];
      const metric = new MetricLearner({ mean });
      await metric.fitAsync(X, y, {
        onProgress: (report) => void reports.push(report),
      });
      expect(JSON.stringify(metric)).toBe(JSON.stringify(wanted));
      const fractions = reports.map(({ fraction }) => fraction);
      expect(fractions.toSorted((a, b) => a - b)).toStrictEqual(fractions);
      expect(fractions.indexOf(1)).toBe(fractions.length - 1);
      expect(fractions.some((share) => share > 0.4 && share < 0.9)).toBe(true);
      expect(reports.at(-1)?.components()).toStrictEqual(metric.components);
    },
  );

  test('custom losses are kept, and cannot be saved', () => {
    const loss = {
      name: 'own',
      prepare: () => ({ evaluate: () => 0 }),
    };
    const metric = new MetricLearner({ mean: [{}, { loss, solver: few }] });
    expect(metric.options.mean).toStrictEqual([{}, { loss, solver: few }]);
    expect(() => metric.toJSON()).toThrow(
      "a custom loss cannot be saved, got loss 'own'",
    );
  });

  test("'robust' takes as many targets as the smallest class has", () => {
    const labels = y.map((label, at) => (at < 3 ? 'small' : label));
    const metric = new MetricLearner({ mean: 'robust' }).fit(X, labels);
    expect(metric.summary.members).toHaveLength(4);
  });
});

describe('in a classifier', () => {
  test.each([
    ['a learner', () => new MetricLearner({ mean: MEMBERS })],
    ['a classifier', () => new MetricKNN({ metric: { mean: 'robust' } })],
  ])('every estimator check passes: %s', async (_, create) => {
    await expect(checkEstimator(create)).resolves.toBeInstanceOf(Array);
  });

  test('certificates hold', () => {
    const knn = new MetricKNN({ metric: { mean: 'robust' } }).train(X, y);
    const certificates = certify(knn, X, { exact: true });
    for (const [at, { label, radius, upper }] of certificates.entries()) {
      expect(upper).toBeGreaterThanOrEqual(radius);
      for (let draw = 0; draw < 20; draw++) {
        const direction = normals(4, 100 * at + draw);
        const length = Math.hypot(...direction);
        const moved = X[at].map(
          (value, k) =>
            value +
            (0.999 *
              radius *
              direction[k] *
              (knn.metric as MetricLearner).scale[k]) /
              length,
        );
        expect(knn.predict(moved)).toBe(label);
      }
    }
  });
});

describe('bad input', () => {
  const [fitted] = MEMBERS.map(fitMember);
  const narrow = new MetricLearner({ solver: few }).fit(
    X.map((row) => row.slice(0, 3)),
    y,
  );
  const flat = MetricLearner.load({
    ...fitted.toJSON(),
    model: {
      ...fitted.toJSON().model,
      components: X.slice(0, 4).map((row) => row.map(() => 0)),
    },
  });

  test.each<[unknown, unknown, typeof Error, string]>([
    [undefined, {}, TypeError, 'metrics must be an array, got undefined'],
    [[], {}, RangeError, 'metrics must have at least one metric, got none'],
    [
      [fitted, {}],
      {},
      TypeError,
      'metrics[1] must be a MetricLearner, got an object',
    ],
    [
      [new MetricLearner()],
      {},
      TypeError,
      'metrics[0] must be fitted: call fit first',
    ],
    [
      [fitted, narrow],
      {},
      RangeError,
      'metrics[1] must have 4 columns like metrics[0], got 3',
    ],
    [
      [fitted, flat],
      {},
      RangeError,
      'metrics[1] must have a positive and finite trace, got 0',
    ],
    [
      [fitted, fitted, flat],
      { weights: [0, 1, 1] },
      RangeError,
      'metrics[2] must have a positive and finite trace, got 0',
    ],
    [
      [fitted, fitted],
      { weights: [1] },
      RangeError,
      'options.weights must have 2 numbers (one for each metric), got 1',
    ],
    [
      [fitted, fitted],
      { weights: [1, -1] },
      RangeError,
      'weights[1] must be at least 0, got -1',
    ],
    [
      [fitted, fitted],
      { weights: [0, 0] },
      RangeError,
      'options.weights must have a number above 0, got none',
    ],
  ])('MetricLearner.mean(%#)', (metrics, options, ErrorType, message) => {
    const call = () =>
      MetricLearner.mean(metrics as MetricLearner[], options as object);
    expect(call).toThrow(ErrorType);
    expect(call).toThrow(message);
  });

  test.each<[unknown, typeof Error, string]>([
    [
      { mean: 'best' },
      TypeError,
      "mean must be 'robust' or options of at least one member, got 'best'",
    ],
    [{ mean: [] }, TypeError, 'mean must be'],
    [
      { mean: [{ los: 'nca' }] },
      TypeError,
      "mean[0]: unknown option 'los' in options, did you mean 'loss'?",
    ],
    [
      { mean: [{}, { weight: -1 }] },
      RangeError,
      'mean[1]: weight must be greater than 0 (leave the member out instead), got -1',
    ],
    [
      { mean: [{}, { weight: 0 }] },
      RangeError,
      'mean[1]: weight must be greater than 0 (leave the member out instead), got 0',
    ],
    [
      { mean: [{}], loss: 'nca' },
      TypeError,
      'loss must not be given beside mean: give it to its members',
    ],
    [
      { mean: [{ mean: [{ seed: -1 }] }] },
      RangeError,
      'mean[0]: mean[0]: seed must be',
    ],
    [{ weight: 3 }, TypeError, "unknown option 'weight'"],
  ])('new MetricLearner(%j)', (options, ErrorType, message) => {
    const call = () => new MetricLearner(options as object);
    expect(call).toThrow(ErrorType);
    expect(call).toThrow(message);
  });

  test('a stream', async () => {
    const metric = new MetricLearner({ mean: MEMBERS });
    await expect(metric.fitStream([{ X, y }])).rejects.toThrow(
      'mean must not be given for a stream, got 3 members',
    );
  });

  test("'robust' with a class of one row", () => {
    const labels = y.map((label, at) => (at < 1 ? 'alone' : label));
    expect(() => new MetricLearner({ mean: 'robust' }).fit(X, labels)).toThrow(
      new RangeError(
        "class 'alone' must have at least 2 rows for a metric to be learned, got 1; leave the class out",
      ),
    );
  });

  test('a failed fit leaves the metric as it was', () => {
    const metric = new MetricLearner({ mean: MEMBERS }).fit(X, y);
    const before = JSON.stringify(metric);
    expect(() =>
      metric.fit(
        X,
        X.map(() => 'a'),
      ),
    ).toThrow(RangeError);
    expect(JSON.stringify(metric)).toBe(before);
  });
});
