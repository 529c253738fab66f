import { describe, expect, test } from 'vitest';

import { lmnn } from '../src/losses/lmnn.ts';
import { AdversarialMargin } from '../src/margin/AdversarialMargin.ts';
import type { MarginOptions } from '../src/margin/marginOptions.ts';
import { resolveMarginOptions } from '../src/margin/marginOptions.ts';
import { Objective } from '../src/objective.ts';
import { full } from '../src/parameterizations/full.ts';

import { numericGradient, relativeError } from './oracles/numericGradient.ts';
import { normals, randomTriplets } from './oracles/randomData.ts';

const { data, triplets } = randomTriplets(41, 5, 3, 31);

function createObjective(
  components: number,
  marginOptions: MarginOptions | false,
): Objective {
  const margin = resolveMarginOptions(marginOptions);
  return new Objective({
    inputs: data,
    components,
    loss: lmnn().prepare(data, triplets, Math.random),
    margin: margin ? new AdversarialMargin(data, triplets, margin) : undefined,
    parameterization: full(components, data.columns),
  });
}

describe.each([1, 2, 4, 5])('with %i components', (components) => {
  test.each([
    ['without a margin', false],
    ['with a margin', {}],
    ['with a heavy margin', { weight: 100, target: 0.3 }],
  ] as const)('∂F/∂θ is the gradient of F, %s', (_, margin) => {
    const objective = createObjective(components, margin);
    const scratch = new Float64Array(components * data.columns);
    for (const seed of [1, 2, 3]) {
      const theta = normals(scratch.length, seed);
      const gradient = new Float64Array(theta.length);
      objective.evaluate(theta, gradient);
      const numeric = numericGradient(
        (moved) => objective.evaluate(moved, scratch),
        theta,
        1e-6,
      );
      // with steps of 1e−6, what is lost to rounding is about 1e−9
      expect(relativeError(gradient, numeric)).toBeLessThan(1e-7);
    }
  });

  test('F is the sum of loss and margin', () => {
    const objective = createObjective(components, { weight: 3 });
    const theta = normals(components * data.columns, 9);
    const value = objective.evaluate(theta, new Float64Array(theta.length));
    expect(value).toBe(objective.loss + objective.margin);
    expect(objective.margin).toBeGreaterThan(0);
    const without = createObjective(components, false);
    const loss = without.evaluate(theta, new Float64Array(theta.length));
    expect(loss).toBe(objective.loss);
    expect(without.margin).toBe(0);
  });
});

test('an evaluation gives the same bits, whatever was evaluated before', () => {
  const objective = createObjective(4, {});
  const theta = normals(20, 1);
  const gradient = new Float64Array(20);
  const value = objective.evaluate(theta, gradient);
  const again = new Float64Array(20);
  objective.evaluate(normals(20, 2), again);
  expect(objective.evaluate(theta, again)).toBe(value);
  expect(again).toStrictEqual(gradient);
});
