import { describe, expect, test } from 'vitest';

import { runSync } from '../../src/async/work.ts';
import { seededRandom } from '../../src/data/random.ts';
import type { TripletLossOptions } from '../../src/losses/triplet.ts';
import { triplet } from '../../src/losses/triplet.ts';
import { numericGradient, relativeError } from '../oracles/numericGradient.ts';
import { normals, randomTriplets, rowsOf } from '../oracles/randomData.ts';

const { data, triplets } = randomTriplets(30, 3, 2, 51);
const embedding = normals(data.rows * 2, 7);

function evaluate(options: TripletLossOptions, values: Float64Array) {
  const loss = triplet(options).prepare(data, triplets, seededRandom(0));
  const gradient = new Float64Array(values.length);
  const dense = { values, rows: data.rows, columns: 2 };
  return { value: runSync(loss.evaluate(dense, gradient)), gradient };
}

function plain(
  { margin = 1, distance, smooth }: TripletLossOptions,
  values: Float64Array,
): number {
  const points = rowsOf(values, 2);
  const between = (a: number, b: number) => {
    const apart = Math.hypot(
      points[a][0] - points[b][0],
      points[a][1] - points[b][1],
    );
    return distance === 'plain' ? apart : apart ** 2;
  };
  const violations = Array.from(triplets.anchors, (anchor, at) => {
    const near = between(anchor, triplets.targets[at]);
    const far = between(anchor, triplets.impostors[at]);
    const violation = margin + near - far;
    return smooth ? Math.log(1 + Math.exp(violation)) : Math.max(violation, 0);
  });
  return violations.reduce((a, b) => a + b) / violations.length;
}

describe.each([
  {},
  { margin: 0.3 },
  { distance: 'plain' },
  { smooth: true },
  { distance: 'plain', smooth: true, margin: 2 },
] as const)('%o', (options) => {
  test('is the plain formula', () => {
    const { value } = evaluate(options, embedding);
    expect(Math.abs(value - plain(options, embedding))).toBeLessThan(1e-13);
  });

  test('has the gradient of its value', () => {
    const { gradient } = evaluate(options, embedding);
    const numeric = numericGradient(
      (z) => evaluate(options, z).value,
      embedding,
    );
    expect(relativeError(gradient, numeric)).toBeLessThan(1e-8);
  });

  test('is finite for rows that coincide or are far apart', () => {
    const { value, gradient } = evaluate(options, new Float64Array(60));
    expect(value).toBeGreaterThan(0);
    expect(gradient.every((entry) => entry === 0)).toBe(true);
    const far = evaluate(
      options,
      embedding.map((entry) => 1e6 * entry),
    );
    expect(Number.isFinite(far.value)).toBe(true);
    expect(far.gradient.every(Number.isFinite)).toBe(true);
  });
});
