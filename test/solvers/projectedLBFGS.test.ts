import { describe, expect, test } from 'vitest';

import { Adam } from '../../src/solvers/Adam.ts';
import type { DifferentiableFunction } from '../../src/solvers/Solver.ts';
import { projectedLBFGS } from '../../src/solvers/projectedLBFGS.ts';
import { normals, rowsOf } from '../oracles/randomData.ts';

const SIZE = 6;

/** ½ ‖A x − b‖² for a random A, 9 × 6, of which half the columns are of another length. */
function leastSquares(seed: number): DifferentiableFunction {
  const A = rowsOf(normals(9 * SIZE, seed), SIZE).map((row) =>
    row.map((value, k) => value * (k % 2 === 0 ? 1 : 20)),
  );
  const b = normals(9, seed + 100);
  return (x, gradient) => {
    gradient.fill(0);
    let sum = 0;
    for (const [row, entries] of A.entries()) {
      const rest = entries.reduce((total, a, k) => total + a * x[k], -b[row]);
      sum += (rest * rest) / 2;
      for (const [k, a] of entries.entries()) gradient[k] += rest * a;
    }
    return sum;
  };
}

function run(
  f: DifferentiableFunction,
  start: Float64Array,
  { maxIterations = 1000, tolerance = 1e-14 } = {},
) {
  const steps = projectedLBFGS(f, start, {
    maxIterations,
    tolerance,
    memory: 10,
  });
  const objectives: number[] = [];
  let step = steps.next();
  for (; !step.done; step = steps.next()) {
    if (step.value) objectives.push(step.value.objective);
  }
  return { ...step.value, objectives };
}

describe('non-negative least squares', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'ends where Karush, Kuhn and Tucker want it, seed %i',
    (seed) => {
      const f = leastSquares(seed);
      const { x, objectives } = run(f, new Float64Array(SIZE).fill(1));
      const gradient = new Float64Array(SIZE);
      f(x, gradient);
      // exactly 0 and pressed against it, or free and level: slopes began at about a thousand
      const excess = x.map((entry, k) =>
        entry === 0 ? Math.max(-gradient[k], 0) : Math.abs(gradient[k]),
      );
      expect(Math.max(...excess)).toBeLessThan(1e-5);
      expect(Math.min(...x)).toBeGreaterThanOrEqual(0);
      expect(objectives).toStrictEqual(objectives.toSorted((a, b) => b - a));
    },
  );

  test('has zeros, which may come back', () => {
    const f = leastSquares(1);
    const { x, objective } = run(f, new Float64Array(SIZE).fill(1));
    expect(x.filter((entry) => entry === 0).length).toBeGreaterThan(0);
    expect(x.filter((entry) => entry > 0).length).toBeGreaterThan(0);
    const fromZero = run(f, new Float64Array(SIZE));
    expect(fromZero.objective).toBeCloseTo(objective, 8);
  });

  test('a plane, which has no curvature to learn, is left in steps that grow', () => {
    const plane: DifferentiableFunction = (x, gradient) => {
      const slopes = x.map((_, k) => k + 1);
      gradient.set(slopes);
      return x.reduce((sum, entry, k) => sum + slopes[k] * entry, 0);
    };
    const { x, iteration, reason } = run(
      plane,
      new Float64Array(SIZE).fill(1000),
    );
    expect(reason).toBe('gradient');
    expect(x.every((entry) => entry === 0)).toBe(true);
    // a tenth of the way at a time would take hundreds
    expect(iteration).toBeLessThan(20);
  });

  test('a start below the bound counts as on it', () => {
    const below = run(leastSquares(2), new Float64Array(SIZE).fill(-3));
    const on = run(leastSquares(2), new Float64Array(SIZE));
    expect(below.objectives).toStrictEqual(on.objectives);
  });
});

describe('reasons', () => {
  test('gradient: everything is pressed against its bound', () => {
    const slope: DifferentiableFunction = (x, gradient) => {
      gradient.set(x.map((entry) => entry + 1));
      return x.reduce((sum, entry) => sum + (entry + 1) ** 2 / 2, 0);
    };
    const { x, reason } = run(slope, new Float64Array(SIZE).fill(1));
    expect(reason).toBe('gradient');
    expect(x.every((entry) => entry === 0)).toBe(true);
  });

  test('maxIterations, objective', () => {
    const start = new Float64Array(SIZE).fill(1);
    const f = leastSquares(3);
    expect(run(f, start, { maxIterations: 2 })).toMatchObject({
      reason: 'maxIterations',
      iteration: 2,
    });
    expect(run(f, start, { tolerance: 1e-2 }).reason).toBe('objective');
  });

  test('lineSearch: the gradient is wrong', () => {
    const lie: DifferentiableFunction = (x, gradient) => {
      gradient.set(x.map(() => -1));
      return x.reduce((a, b) => a + b);
    };
    const { reason, iteration } = run(lie, new Float64Array(SIZE).fill(1));
    expect({ reason, iteration }).toStrictEqual({
      reason: 'lineSearch',
      iteration: 0,
    });
  });

  test('a function that is not finite further out is approached in shorter steps', () => {
    const wall: DifferentiableFunction = (x, gradient) => {
      gradient.fill(0);
      gradient[0] = -1;
      return x[0] > 1.01 ? Number.NaN : -x[0];
    };
    const { x } = run(wall, Float64Array.of(1));
    expect(x[0]).toBeGreaterThan(1);
    expect(x[0]).toBeLessThanOrEqual(1.01);
  });
});

describe('Adam', () => {
  function descend(unit: number, isNonNegative: boolean): Float64Array {
    const wanted = Float64Array.of(3, -1, 0.5, 2).map((entry) => entry * unit);
    const adam = new Adam(new Float64Array(4).fill(unit), isNonNegative);
    const steps = 2000;
    for (let step = 0; step < steps; step++) {
      const gradient = adam.x.map((entry, k) => (entry - wanted[k]) / unit);
      adam.step(gradient, 0.1 * (1 - step / steps));
    }
    expect(adam.steps).toBe(steps);
    return adam.x.map((entry) => entry / unit);
  }

  test.each([1, 1e-8, 1e8])(
    'finds a minimum, whatever the units: %f',
    (unit) => {
      for (const [k, entry] of descend(unit, false).entries()) {
        expect(entry).toBeCloseTo([3, -1, 0.5, 2][k], 3);
      }
    },
  );

  test('goes to the bound, not beyond', () => {
    const x = descend(1, true);
    expect(x[1]).toBe(0);
    expect(x[0]).toBeCloseTo(3, 3);
  });

  test('never takes all weights away', () => {
    const adam = new Adam(new Float64Array(4).fill(1), true);
    for (let step = 0; step < 100; step++) {
      adam.step(new Float64Array(4).fill(1), 0.5);
    }
    expect(adam.x.some((entry) => entry > 0)).toBe(true);
  });

  test('stays where there is no gradient', () => {
    const adam = new Adam(new Float64Array(4).fill(1), false);
    adam.step(new Float64Array(4), 0.5);
    expect(adam.x).toStrictEqual(new Float64Array(4).fill(1));
  });
});

test('it does not go where the gradient is no number, even if the value is one', () => {
  const f: DifferentiableFunction = (x, gradient) => {
    gradient.fill(x[0] > 2 ? Number.NaN : -1);
    return -x[0];
  };
  const { x, gradientNorm, objectives } = run(f, Float64Array.of(1));
  expect(gradientNorm).toBe(1);
  expect(x?.[0]).toBeLessThanOrEqual(2);
  expect(x?.[0]).toBeCloseTo(2, 6);
  expect(objectives.every(Number.isFinite)).toBe(true);
});
