import { expect, test } from 'vitest';

import { startAgain } from '../../src/estimators/startAgain.ts';
import { lbfgs } from '../../src/solvers/lbfgs.ts';
import { resolveLBFGSOptions } from '../../src/solvers/lbfgsOptions.ts';
import { finish } from '../../src/work.ts';
import { endOf } from '../oracles/endOf.ts';

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

function search(lowest: number, saturates: boolean) {
  const solve = (start: Float64Array) => lbfgs(wells(lowest), start, options);
  const stopped = endOf(solve(Float64Array.of(9)));
  expect(stopped.x[0]).toBeCloseTo(10, 4);
  const end = finish(startAgain({ saturates }, stopped, solve));
  return { stopped, end };
}

test('a lower minimum nearer to the origin is found', () => {
  const { stopped, end } = search(1, true);
  expect(end.x[0]).toBeCloseTo(1, 4);
  expect(end.objective).toBeCloseTo(-2, 8);
  expect(end.evaluations).toBeGreaterThan(stopped.evaluations);
});

test('a higher one is not taken, but what it took is counted', () => {
  const { stopped, end } = search(10, true);
  expect(end.x).toBe(stopped.x);
  expect(end.objective).toBe(stopped.objective);
  expect(end.evaluations).toBeGreaterThan(stopped.evaluations);
});

test('an objective that does not saturate is left alone', () => {
  const { stopped, end } = search(1, false);
  expect(end).toBe(stopped);
});
