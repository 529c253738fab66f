import { expect, test } from 'vitest';

import { runSync } from '../../src/async/work.ts';
import { learnMetric } from '../../src/fit/learnMetric.ts';
import { resolveOptions } from '../../src/fit/metricLearnerOptions.ts';
import { randomClasses } from '../oracles/randomData.ts';

test.each([
  {},
  { loss: { name: 'lmnn', hinge: 'squared' }, margin: false },
  { parameterization: 'diagonal', loss: 'triplet' },
] as const)(
  'the order of rows in memory changes nothing but rounding, %o',
  (given) => {
    const data = randomClasses(50_001, 2, 3, 5);
    const options = resolveOptions({
      ...given,
      triplets: { targets: 2, impostors: 2, candidates: 100 },
      solver: { name: 'lbfgs', maxIterations: 3 },
    });
    const learn = (isOrderFree: boolean) =>
      runSync(learnMetric(data, { ...options, isOrderFree }));
    const arranged = learn(true);
    const expected = learn(false);
    expect(arranged.summary.marginTarget).toBe(expected.summary.marginTarget);
    expect(arranged.summary.triplets).toBe(200_004);
    // sums of some 1e5 terms
    expect(arranged.summary.objective).toBeCloseTo(
      expected.summary.objective,
      9,
    );
    for (const [at, entry] of expected.components.values.entries()) {
      expect(arranged.components.values[at]).toBeCloseTo(entry, 7);
    }
  },
);

test('a custom loss sees the rows in the order in which they were given', () => {
  const data = randomClasses(50_001, 2, 3, 5);
  let first: number[] = [];
  const options = resolveOptions({
    standardize: false,
    margin: false,
    triplets: { targets: 1, impostors: 1, candidates: 50 },
    solver: { name: 'lbfgs', maxIterations: 0 },
    loss: {
      name: 'looks at rows',
      prepare: ({ values }) => {
        first = Array.from(values.subarray(0, 20));
        return { evaluate: () => 1 };
      },
    },
  });
  runSync(learnMetric(data, options));
  expect(first).toStrictEqual(Array.from(data.values.subarray(0, 20)));
});
