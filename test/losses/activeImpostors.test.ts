/** LMNN over all impostors: the working set ends at the optimum of the whole problem. */
import { MetricLearner } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { labelsOf, randomClasses, rowsOf } from '../oracles/randomData.ts';

/** The loss over every row of another class, the three nearest rows of the class in the standardized inputs as targets. */
function bruteForce(
  embedding: number[][],
  inputs: number[][],
  labels: string[],
  isSquared: boolean,
): number {
  const between = (rows: number[][], a: number, b: number) =>
    rows[a].reduce((sum, value, k) => sum + (value - rows[b][k]) ** 2, 0);
  const all = Array.from(labels.keys());
  let pull = 0;
  let push = 0;
  for (const i of all) {
    const targets = all
      .filter((j) => j !== i && labels[j] === labels[i])
      .toSorted((a, b) => between(inputs, i, a) - between(inputs, i, b))
      .slice(0, 3);
    for (const j of targets) {
      const near = between(embedding, i, j);
      pull += near;
      for (const l of all) {
        if (labels[l] === labels[i]) continue;
        const violation = 1 + near - between(embedding, i, l);
        if (violation > 0) push += isSquared ? violation ** 2 : violation;
      }
    }
  }
  return (pull + push) / (2 * 3 * labels.length);
}

describe.each(['linear', 'squared'] as const)('%s hinges', (hinge) => {
  test.each([1, 2, 3])('random classes, seed %i', (seed) => {
    const data = randomClasses(90, 4, 3, seed);
    const values = data.values.map((value, at) =>
      at % 4 < 2 ? value + 2 * data.codes[Math.floor(at / 4)] : value,
    );
    const X = rowsOf(values, 4);
    const y = labelsOf(data);
    const options = {
      loss: { name: 'lmnn', impostors: 'active', hinge },
      margin: false,
      triplets: { targets: 3, impostors: 2 },
    } as const;
    const metric = new MetricLearner(options).fit(X, y);
    const { center, scale, components, summary } = metric;
    const inputs = X.map((row) =>
      row.map((value, k) => (value - center[k]) / scale[k]),
    );
    const expected = bruteForce(
      metric.transform(X),
      inputs,
      y,
      hinge === 'squared',
    );
    expect(Math.abs(summary.objective / expected - 1)).toBeLessThan(1e-10);

    // continuing from there gains no more than the tolerance allows
    const onward = components.mulRowVector(scale);
    const again = new MetricLearner({ ...options, init: onward }).fit(X, y);
    const gain = 1 - again.summary.objective / summary.objective;
    expect(gain).toBeGreaterThan(-1e-6);
    expect(gain).toBeLessThan(1e-4);
  });
});

test('without iterations, the summary describes the whole problem at the start', () => {
  const data = randomClasses(60, 3, 2, 8);
  const X = rowsOf(data.values, 3);
  const y = labelsOf(data);
  const metric = new MetricLearner({
    loss: { name: 'lmnn', impostors: 'active' },
    margin: false,
    solver: { name: 'lbfgs', maxIterations: 0 },
  }).fit(X, y);
  const embedding = metric.transform(X);
  const expected = bruteForce(embedding, embedding, y, false);
  expect(metric.summary.objective).toBeCloseTo(expected, 10);
});

describe('the default tolerance', () => {
  const data = randomClasses(90, 4, 3, 4);
  const X = rowsOf(data.values, 4);
  const y = labelsOf(data);
  const finalMap = (
    hinge: 'linear' | 'squared',
    weight: number,
    tolerance?: number,
  ) =>
    new MetricLearner({
      loss: { name: 'lmnn', impostors: 'active', hinge },
      margin: weight > 0 && { weight },
      solver: { name: 'lbfgs', tolerance },
    })
      .fit(X, y)
      .components.to2DArray();

  test.each([
    ['squared', 0, 1e-6],
    ['linear', 0, 3e-7],
    ['squared', 1, 3e-7],
  ] as const)('%s hinges, margin %d: %d', (hinge, weight, tolerance) => {
    expect(finalMap(hinge, weight)).toStrictEqual(
      finalMap(hinge, weight, tolerance),
    );
  });
});
