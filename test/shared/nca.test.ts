import { fileURLToPath } from 'node:url';

import { MetricLearner, stratifiedShuffleSplit } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { readTable } from '../../examples/readTable.ts';
import { measure } from '../oracles/measure.ts';

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
  'NCA reaches the mean probability of scikit-learn, %s',
  (name, rows, theirs) => {
    const { X, y } = read(name, rows);
    const [{ train }] = stratifiedShuffleSplit(y, { repeats: 1, seed: 1 });
    const { summary } = new MetricLearner({ loss: 'nca', margin: false }).fit(
      train.map((row) => X[row]),
      train.map((row) => y[row]),
    );
    expect(-summary.loss).toBeGreaterThanOrEqual(theirs);
  },
);

describe.each([
  ['sonar', 0.15],
  ['glass', 0.05],
])('NCA on %s', (name, gain) => {
  test('with the margin is harder to fool, and as accurate', () => {
    const { X, y } = read(name);
    const plain = measure(X, y, { loss: 'nca', margin: false }, 3);
    const both = measure(X, y, { loss: 'nca' }, 3);
    expect(both.radius).toBeGreaterThan(plain.radius + gain);
    expect(both.accuracy).toBeGreaterThan(plain.accuracy - 0.02);
  });
});
