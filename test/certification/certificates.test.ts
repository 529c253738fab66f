import { expect, test } from 'vitest';

import { runSync } from '../../src/async/work.ts';
import type { Adversary } from '../../src/certification/certificates.ts';
import { findAdversaries } from '../../src/certification/certificates.ts';
import { toDense } from '../../src/data/Dense.ts';
import { fittedClassifier } from '../oracles/fittedClassifier.ts';

const line = fittedClassifier(1, [[0], [10]], ['a', 'b']);

/** On a line, class a up to 5 and class b beyond. */
function adversaries(
  rows: Array<{
    x: number;
    radius: number;
    move: number;
    impostor: number;
    code?: number;
  }>,
): Adversary[] {
  const data = toDense(
    rows.map(({ x }) => [x]),
    'X',
  );
  const problem = {
    classifier: line,
    data,
    codes: Int32Array.from(rows, ({ code = 0 }) => code),
    norm: 2,
    units: 'raw',
    exact: true,
  } as const;
  const found = {
    radii: Float64Array.from(rows, ({ radius }) => radius),
    moves: { ...data, values: Float64Array.from(rows, ({ move }) => move) },
    impostors: Int32Array.from(rows, ({ impostor }) => impostor),
  };
  return runSync(findAdversaries(problem, found));
}

test('an adversarial example within a millionth of the radius makes it exact', () => {
  const [one, two] = adversaries([
    { x: 1, radius: 4, move: 4, impostor: 1 },
    { x: 3, radius: 2 - 5e-7, move: 2, impostor: 1 },
  ]);
  expect(one.exact).toBe(true);
  expect(one.adversary?.[0]).toBeGreaterThan(5);
  expect(one.adversary?.[0]).toBeLessThan(5 + 4e-6);
  // the first step is 1e-6 beyond the boundary, the radius 5e-7 before it: together less than 2e-6
  expect(two.exact).toBe(true);
});

test('the first class can be the other one', () => {
  const [{ adversary, exact }] = adversaries([
    { x: 8, radius: 3, move: -3, impostor: 0, code: 1 },
  ]);
  expect(exact).toBe(true);
  expect(adversary?.[0]).toBeCloseTo(5, 5);
});

test('an adversarial example farther away does not make it exact', () => {
  const found = adversaries([
    { x: 1, radius: 3.9, move: 4, impostor: 1 },
    { x: 1, radius: 4 - 3e-6, move: 4, impostor: 1 },
    { x: 1, radius: 0, move: 4, impostor: 1 },
  ]);
  for (const { adversary, exact } of found) {
    expect(exact).toBe(false);
    expect(adversary?.[0]).toBeGreaterThan(5);
  }
});

test('a tiny radius is exact within a billionth of the distance to the training row', () => {
  const found = adversaries([
    { x: 5, radius: 0, move: 0, impostor: 1 },
    { x: 5 - 1.5e-9, radius: 0, move: 0, impostor: 1 },
    { x: 5 - 6e-9, radius: 0, move: 0, impostor: 1 },
  ]);
  expect(found.map(({ exact }) => exact)).toStrictEqual([true, true, false]);
});

test('without an adversarial example the radius is exact only if none exists', () => {
  expect(
    adversaries([
      { x: 1, radius: Infinity, move: 0, impostor: -1 },
      { x: 1, radius: 2, move: 0, impostor: -1 },
      // not even at the row: it is of the same class
      { x: 1, radius: 2, move: 0, impostor: 0 },
      { x: 1, radius: 4, move: 4, impostor: 1 },
    ]).map(({ adversary, exact }) => [adversary === undefined, exact]),
  ).toStrictEqual([
    [true, true],
    [true, false],
    [true, false],
    [false, true],
  ]);
});
