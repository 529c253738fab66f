import fc from 'fast-check';
import { expect, test } from 'vitest';

import { Adam } from '../../src/solvers/Adam.ts';
import { normals, rowsOf } from '../oracles/randomData.ts';

/** Algorithm 1 of Kingma and Ba, one entry at a time; steps in units of the root mean square of the start. */
function plainAdam(start: number[], gradients: number[][], rate: number) {
  const squares = start.map((entry) => entry ** 2);
  const unit =
    Math.sqrt(squares.reduce((a, b) => a + b, 0) / start.length) || 1;
  const x = start.slice();
  const m = x.map(() => 0);
  const v = x.map(() => 0);
  for (const [at, gradient] of gradients.entries()) {
    const t = at + 1;
    for (const [i, g] of gradient.entries()) {
      m[i] = 0.9 * m[i] + 0.1 * g;
      v[i] = 0.999 * v[i] + 0.001 * g ** 2;
    }
    // their ε is an absolute 1e−8 beside √v̂; ours is relative to the largest √v̂
    const floor = 1e-8 * Math.sqrt(Math.max(...v) / (1 - 0.999 ** t));
    for (const i of x.keys()) {
      const mean = m[i] / (1 - 0.9 ** t);
      const size = Math.sqrt(v[i] / (1 - 0.999 ** t));
      x[i] -= (rate * unit * mean) / (size + floor);
    }
  }
  return x;
}

test('takes the steps of Kingma and Ba', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.integer({ min: 1, max: 8 }), (seed, steps) => {
      const [start] = rowsOf(normals(5, seed), 5);
      const gradients = rowsOf(normals(5 * steps, seed + 1), 5);
      const adam = new Adam(Float64Array.from(start), false);
      for (const gradient of gradients) {
        adam.step(Float64Array.from(gradient), 0.3);
      }
      expect(adam.steps).toBe(steps);
      for (const [i, expected] of plainAdam(start, gradients, 0.3).entries()) {
        // 1 − .999ᵗ loses three digits, and a step of 0.3 a few more bits
        expect(Math.abs(adam.x[i] - expected)).toBeLessThan(1e-11);
      }
    }),
  );
});

test('bounded entries that would become negative are 0, and the others move as without bounds', () => {
  const start = Float64Array.of(1, 1, 1);
  const gradient = Float64Array.of(1, -1, 2);
  const [free, bounded] = [false, true].map((isNonNegative) => {
    const adam = new Adam(start, isNonNegative);
    adam.step(gradient, 1.5);
    return Array.from(adam.x);
  });
  expect(free[0]).toBeLessThan(0);
  expect(bounded).toStrictEqual(free.map((entry) => Math.max(entry, 0)));
});

test('if all bounded entries would become 0, they are halved', () => {
  const adam = new Adam(Float64Array.of(1, 2), true);
  adam.step(Float64Array.of(1, 1), 5);
  expect(Array.from(adam.x)).toStrictEqual([0.5, 1]);
});

test('unbounded entries can all become 0', () => {
  // the first step has the length of the rate, except for the ε beside √v̂, which is negligible beside 1
  const adam = new Adam(Float64Array.of(1, 1), false);
  adam.step(Float64Array.of(1, 1), 1);
  for (const entry of adam.x) expect(Math.abs(entry)).toBeLessThan(1e-7);
});

test('from the origin, the unit of steps is 1', () => {
  const adam = new Adam(new Float64Array(3), false);
  adam.step(Float64Array.of(1, -1, 0), 0.1);
  const [x, y, z] = adam.x;
  expect(x).toBeCloseTo(-0.1, 7);
  expect(y).toBeCloseTo(0.1, 7);
  expect(z).toBe(0);
});

test('does not modify the start', () => {
  const start = Float64Array.of(1, 2);
  new Adam(start, false).step(Float64Array.of(1, 1), 1);
  expect(Array.from(start)).toStrictEqual([1, 2]);
});
