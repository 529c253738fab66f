/** Shapes, norms and units of the margin, compared with the formulas of arXiv 2006.05945, one triplet at a time. */
import { describe, expect, test } from 'vitest';

import { runSync } from '../../src/async/work.ts';
import type { AdversarialMargin } from '../../src/margin/AdversarialMargin.ts';
import type { MarginOptions } from '../../src/margin/marginOptions.ts';
import {
  evaluateMargin,
  marginOf,
  marginSettings,
  targetOf,
} from '../oracles/margins.ts';
import { numericGradient, relativeError } from '../oracles/numericGradient.ts';
import { normals, randomTriplets, rowsOf } from '../oracles/randomData.ts';

const { data, triplets } = randomTriplets(30, 3, 2, 61);
const { rows, columns } = data;
const scale = Float64Array.of(2, 0.5, 1.3);
/** Z, n × 2, then W, n × 3: any two clouds. */
const clouds = normals(rows * (2 + columns), 9);

const options: MarginOptions[] = (['squared', 'hinge', 'convex'] as const)
  .flatMap((shape) => [1, 2, Infinity].map((norm) => ({ shape, norm })))
  .flatMap((choice) => [
    { ...choice, units: 'standardized', target: 0.7, weight: 2 },
    { ...choice, units: 'raw', target: 0.7, weight: 2 },
  ]);

function evaluate(margin: AdversarialMargin, values: Float64Array) {
  const gradient = new Float64Array(values.length);
  const end = rows * 2;
  const value = runSync(
    evaluateMargin(
      margin,
      { values: values.subarray(0, end), rows, columns: 2 },
      { values: values.subarray(end), rows, columns },
      gradient.subarray(0, end),
      gradient.subarray(end),
    ),
  );
  return { value, gradient };
}

function dualNorm(vector: number[], norm: number): number {
  const sizes = vector.map(Math.abs);
  if (norm === 1) return Math.max(...sizes);
  if (norm === Infinity) return sizes.reduce((a, b) => a + b);
  return Math.hypot(...vector);
}

function terms(values: Float64Array, { norm, units }: MarginOptions) {
  const Z = rowsOf(values.slice(0, rows * 2), 2);
  const W = rowsOf(values.slice(rows * 2), columns);
  const between = (a: number, b: number) =>
    (Z[a][0] - Z[b][0]) ** 2 + (Z[a][1] - Z[b][1]) ** 2;
  return Array.from(triplets.anchors, (i, at) => {
    const j = triplets.targets[at];
    const l = triplets.impostors[at];
    const normal = W[l].map(
      (value, k) => (value - W[j][k]) / (units === 'raw' ? scale[k] : 1),
    );
    return {
      difference: between(i, l) - between(i, j),
      length: dualNorm(normal, norm as number),
    };
  });
}

function plain(values: Float64Array, choice: MarginOptions): number {
  const target = choice.target as number;
  const costs = terms(values, choice).map(({ difference, length }) => {
    const margin = difference / (2 * length);
    if (choice.shape === 'convex') {
      return Math.max(2 * target * length - difference, 0);
    }
    return choice.shape === 'hinge'
      ? Math.max(1 - margin / target, 0)
      : Math.max(1 - Math.max(margin / target, 0) ** 2, 0);
  });
  const weight = choice.weight as number;
  return (weight * costs.reduce((a, b) => a + b)) / costs.length;
}

describe.each(options)('%o', (choice) => {
  const settings = marginSettings({ ...choice, epsilon: 0 }, scale);
  const margin = marginOf(data, triplets, settings);

  test('the penalty is the plain formula', () => {
    const { value } = evaluate(margin, clouds);
    expect(Math.abs(value / plain(clouds, choice) - 1)).toBeLessThan(1e-13);
  });

  test('its gradients are those of its value', () => {
    const { gradient } = evaluate(margin, clouds);
    const numeric = numericGradient((c) => evaluate(margin, c).value, clouds);
    expect(relativeError(gradient, numeric)).toBeLessThan(1e-7);
  });

  test('nothing is NaN where target and impostor coincide', () => {
    const { value, gradient } = evaluate(
      marginOf(data, triplets, marginSettings(choice, scale)),
      new Float64Array(clouds.length),
    );
    expect(value).toBeCloseTo(choice.shape === 'convex' ? 0 : 2, 12);
    expect(gradient.every(Number.isFinite)).toBe(true);
  });

  test('the target auto is the 95th percentile of the positive margins at L = I', () => {
    const target = targetOf(
      data,
      triplets,
      marginSettings({ ...choice, target: 'auto' }, scale),
    );
    const X = rowsOf(data.values, columns);
    const between = (a: number, b: number) =>
      X[a].reduce((sum, value, k) => sum + (value - X[b][k]) ** 2, 0);
    const positive = Array.from(triplets.anchors, (i, at) => {
      const j = triplets.targets[at];
      const l = triplets.impostors[at];
      const normal = X[l].map(
        (value, k) =>
          (value - X[j][k]) / (choice.units === 'raw' ? scale[k] : 1),
      );
      const difference = between(i, l) - between(i, j);
      return difference / (2 * dualNorm(normal, choice.norm as number));
    })
      .filter((value) => value > 0)
      .toSorted((a, b) => a - b);
    const position = 0.95 * (positive.length - 1);
    const below = positive[Math.floor(position)];
    const above = positive[Math.ceil(position)];
    expect(target).toBeCloseTo(below + (position % 1) * (above - below), 12);
  });
});
