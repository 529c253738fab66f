import { expect, test } from 'vitest';

import { runSync } from '../../src/async/work.ts';
import { restart } from '../../src/fit/minimizeObjective.ts';
import { lbfgs } from '../../src/solvers/lbfgs.ts';
import { resolveLBFGSOptions } from '../../src/solvers/resolveSolver.ts';

const options = resolveLBFGSOptions({});

/** Two wells, at 1 and at 10: the lower one is at `lowest`. */
const wells = (lowest: number) => (x: Float64Array, gradient: Float64Array) => {
  let value = 0;
  gradient[0] = 0;
  for (const center of [1, 10]) {
    const depth = center === lowest ? 2 : 1;
    const well = depth * Math.exp(-((x[0] - center) ** 2) / 4);
    value -= well;
    gradient[0] += (well * (x[0] - center)) / 2;
  }
  return value;
};

function search(lowest: number, starts = Infinity) {
  const attempts: number[] = [];
  const solve = (start: Float64Array, attempt: number) => {
    attempts.push(attempt);
    return lbfgs(wells(lowest), start, options);
  };
  const stopped = runSync(lbfgs(wells(lowest), Float64Array.of(9), options));
  expect(stopped.x[0]).toBeCloseTo(10, 4);
  const isOver = () => attempts.length >= starts;
  const end = runSync(restart(stopped, isOver, solve));
  return { stopped, end, attempts };
}

test('a lower minimum nearer to the origin is found', () => {
  const { end, attempts } = search(1);
  expect(end.x[0]).toBeCloseTo(1, 4);
  expect(end.objective).toBeCloseTo(-2, 8);
  // the second run ends where the first did
  expect(attempts).toStrictEqual([1, 2]);
});

test('a higher minimum is not taken', () => {
  const { stopped, end, attempts } = search(10);
  expect(end).toBe(stopped);
  expect(attempts).toStrictEqual([1]);
});

test('there is no restart without an iteration left', () => {
  const none = search(1, 0);
  expect(none.end).toBe(none.stopped);
  expect(none.attempts).toStrictEqual([]);
  expect(search(1, 1).attempts).toStrictEqual([1]);
});
