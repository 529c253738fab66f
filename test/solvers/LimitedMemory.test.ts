import { expect, test } from 'vitest';

import { runSync } from '../../src/async/work.ts';
import { LimitedMemory } from '../../src/solvers/LimitedMemory.ts';
import { normals } from '../oracles/randomData.ts';

const origin = new Float64Array(2);

function directionOf(memory: LimitedMemory, gradient: number[]): number[] {
  const direction = new Float64Array(gradient.length);
  runSync(memory.findDirection(Float64Array.from(gradient), direction));
  return Array.from(direction);
}

function remember(
  memory: LimitedMemory,
  step: number[],
  change: number[],
): void {
  memory.remember(
    origin,
    Float64Array.from(step),
    origin,
    Float64Array.from(change),
  );
}

test('without steps, the direction is that of steepest descent', () => {
  const memory = new LimitedMemory(3, 2);
  expect(memory.isEmpty).toBe(true);
  expect(directionOf(memory, [1, -2])).toStrictEqual([-1, 2]);
});

test('the secant equation holds for the newest step: H change = step', () => {
  const memory = new LimitedMemory(4, 5);
  for (let seed = 0; seed < 9; seed++) {
    const step = normals(5, seed);
    // a convex function: the change has a positive product with the step
    const change = step.map((entry, at) => entry * (1 + at));
    memory.remember(new Float64Array(5), step, new Float64Array(5), change);
    const direction = directionOf(memory, Array.from(change));
    for (const [at, entry] of direction.entries()) {
      expect(entry).toBeCloseTo(-step[at], 12);
    }
  }
});

test('a step without positive curvature is refused, and has no effect', () => {
  const memory = new LimitedMemory(2, 2);
  remember(memory, [1, 0], [2, 0]);
  remember(memory, [0, 1], [0, 5]);
  const before = directionOf(memory, [1, 1]);
  expect(before).toStrictEqual([-0.5, -0.2]);
  for (const change of [
    [-3, -3],
    [1, -1],
    [Number.NaN, 1],
    [0, 0],
  ]) {
    remember(memory, [1, 1], change);
    expect(directionOf(memory, [1, 1])).toStrictEqual(before);
  }
});

test('whether a step is refused does not depend on the units of the function or of x', () => {
  for (const scale of [1e-30, 1, 1e30]) {
    const memory = new LimitedMemory(2, 2);
    remember(memory, [scale, 0], [2, 0]);
    expect(memory.isEmpty).toBe(false);
    const other = new LimitedMemory(2, 2);
    remember(other, [1, 0], [2 * scale, 0]);
    expect(other.isEmpty).toBe(false);
  }
});

test('a step is accepted if its product with the change is positive, however small', () => {
  const memory = new LimitedMemory(2, 2);
  remember(memory, [1, 0], [1e-9, 1]);
  expect(memory.isEmpty).toBe(false);
});

test('clear removes all steps', () => {
  const memory = new LimitedMemory(2, 2);
  remember(memory, [1, 0], [2, 0]);
  memory.clear();
  expect(directionOf(memory, [1, 1])).toStrictEqual([-1, -1]);
});

test('orthogonal to all steps, the scale is that of the newest step', () => {
  const memory = new LimitedMemory(3, 3);
  memory.remember(
    new Float64Array(3),
    Float64Array.of(1, 0, 0),
    new Float64Array(3),
    Float64Array.of(4, 0, 0),
  );
  expect(directionOf(memory, [0, 1, -2])).toStrictEqual([0, -0.25, 0.5]);
  memory.remember(
    new Float64Array(3),
    Float64Array.of(0, 1, 0),
    new Float64Array(3),
    Float64Array.of(0, 2, 0),
  );
  expect(directionOf(memory, [0, 0, 1])).toStrictEqual([0, 0, -0.5]);
});
