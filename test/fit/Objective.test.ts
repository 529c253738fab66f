import { describe, expect, test } from 'vitest';

import { runSync } from '../../src/async/work.ts';
import type { Dense } from '../../src/data/Dense.ts';
import { Objective } from '../../src/fit/Objective.ts';
import { lmnn } from '../../src/losses/lmnn.ts';
import { triplet } from '../../src/losses/triplet.ts';
import type { MarginOptions } from '../../src/margin/marginOptions.ts';
import { diagonal } from '../../src/parameterizations/diagonal.ts';
import { fullMap, marginOf, marginSettings } from '../oracles/margins.ts';
import { numericGradient, relativeError } from '../oracles/numericGradient.ts';
import { normals, randomTriplets } from '../oracles/randomData.ts';

const { data, triplets } = randomTriplets(41, 5, 3, 31);

function createObjective(
  components: number,
  marginOptions: MarginOptions | false,
): Objective {
  return new Objective({
    inputs: data,
    loss: lmnn().prepare(data, triplets, Math.random),
    margin: marginOptions
      ? marginOf(data, triplets, marginSettings(marginOptions))
      : undefined,
    parameterization: fullMap(data, components),
  });
}

describe.each([1, 2, 4, 5])('with %i components', (components) => {
  test.each([
    ['without a margin', false],
    ['with a margin', {}],
    ['with a large margin weight', { weight: 100, target: 0.3 }],
  ] as const)('∂F/∂θ is the gradient of F, %s', (_, margin) => {
    const objective = createObjective(components, margin);
    const scratch = new Float64Array(components * data.columns);
    for (const seed of [1, 2, 3]) {
      const theta = normals(scratch.length, seed);
      const gradient = new Float64Array(theta.length);
      runSync(objective.evaluate(theta, gradient));
      const numeric = numericGradient(
        (moved) => runSync(objective.evaluate(moved, scratch)),
        theta,
        1e-6,
      );
      // with steps of 1e−6, rounding errors are about 1e−9
      expect(relativeError(gradient, numeric)).toBeLessThan(1e-7);
    }
  });

  test('F is the sum of loss and margin', () => {
    const objective = createObjective(components, { weight: 3 });
    const theta = normals(components * data.columns, 9);
    const value = runSync(
      objective.evaluate(theta, new Float64Array(theta.length)),
    );
    expect(value).toBe(objective.terms.loss + objective.terms.margin);
    expect(objective.terms.margin).toBeGreaterThan(0);
    const without = createObjective(components, false);
    const loss = runSync(
      without.evaluate(theta, new Float64Array(theta.length)),
    );
    expect(loss).toBe(objective.terms.loss);
    expect(without.terms.margin).toBe(0);
  });

  test('a loss that uses the pairs of the margin shares their distances', () => {
    const parts = {
      inputs: data,
      margin: marginOf(data, triplets, marginSettings({})),
      parameterization: fullMap(data, components),
    };
    const { pairs } = triplets;
    const others = { first: pairs.first.slice(), second: pairs.second.slice() };
    const theta = normals(components * data.columns, 4);
    for (const loss of [
      lmnn(),
      lmnn({ hinge: 'squared' }),
      triplet(),
      triplet({ distance: 'plain', smooth: true }),
    ]) {
      const [shared, apart] = [pairs, others].map((own) => {
        const gradient = new Float64Array(theta.length);
        const prepared = loss.prepare(
          data,
          { ...triplets, pairs: own },
          Math.random,
        );
        const objective = new Objective({ ...parts, loss: prepared });
        const value = runSync(objective.evaluate(theta, gradient));
        return { value, gradient };
      });
      expect(shared.value).toBe(apart.value);
      // sums in another order
      expect(relativeError(shared.gradient, apart.gradient)).toBeLessThan(
        1e-13,
      );
    }
  });
});

test.each([false, true])(
  'a diagonal map has the F and the gradient of the full map with that diagonal, margin: %s',
  (hasMargin) => {
    const { columns } = data;
    const places = Array.from({ length: columns }, (_, k) => k * (columns + 1));
    const start = fullMap(data).componentsOf(new Float64Array(columns ** 2));
    const margin = hasMargin
      ? marginOf(data, triplets, marginSettings({}))
      : undefined;
    const loss = lmnn().prepare(data, triplets, Math.random);
    const [dense, own] = [
      fullMap(data),
      diagonal({
        inputs: data,
        start: start as Dense,
        components: undefined,
        random: Math.random,
      }),
    ].map(
      (parameterization) =>
        new Objective({ inputs: data, loss, margin, parameterization }),
    );
    const theta = normals(columns, 7);
    const gradient = new Float64Array(columns);
    const value = runSync(own.evaluate(theta, gradient));
    const L = new Float64Array(columns ** 2);
    for (const [k, place] of places.entries()) L[place] = theta[k];
    const full = new Float64Array(columns ** 2);
    expect(value).toBeCloseTo(runSync(dense.evaluate(L, full)), 13);
    const expected = Float64Array.from(places, (place) => full[place]);
    expect(relativeError(gradient, expected)).toBeLessThan(1e-13);
  },
);

test('an evaluation gives the same bits, regardless of earlier evaluations', () => {
  const objective = createObjective(4, {});
  const theta = normals(20, 1);
  const gradient = new Float64Array(20);
  const value = runSync(objective.evaluate(theta, gradient));
  const again = new Float64Array(20);
  runSync(objective.evaluate(normals(20, 2), again));
  expect(runSync(objective.evaluate(theta, again))).toBe(value);
  expect(again).toStrictEqual(gradient);
});
