import { describe, expect, test } from 'vitest';

import { inTurns } from '../../src/async/work.ts';
import { Adam } from '../../src/solvers/Adam.ts';
import type { DifferentiableFunction } from '../../src/solvers/Solver.ts';
import { projectedLBFGS } from '../../src/solvers/projectedLBFGS.ts';
import { normals, rowsOf } from '../oracles/randomData.ts';

const SIZE = 6;

/** ½ ‖A x − b‖² for a random A, 9 × 6, half of whose columns are scaled. */
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
  const steps = inTurns(
    projectedLBFGS(f, start, { maxIterations, tolerance, memory: 10 }),
  );
  const objectives: number[] = [];
  let step = steps.next();
  for (; !step.done; step = steps.next()) {
    if (step.value) objectives.push(step.value.objective);
  }
  return { ...step.value, objectives };
}

describe('non-negative least squares', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'ends at a point that fulfils the Karush–Kuhn–Tucker conditions, seed %i',
    (seed) => {
      const f = leastSquares(seed);
      const { x, objectives } = run(f, new Float64Array(SIZE).fill(1));
      const gradient = new Float64Array(SIZE);
      f(x, gradient);
      // exactly 0 with a positive gradient, or free with a gradient of 0; initial slopes were about a thousand
      const excess = x.map((entry, k) =>
        entry === 0 ? Math.max(-gradient[k], 0) : Math.abs(gradient[k]),
      );
      expect(Math.max(...excess)).toBeLessThan(1e-5);
      expect(Math.min(...x)).toBeGreaterThanOrEqual(0);
      expect(objectives).toStrictEqual(objectives.toSorted((a, b) => b - a));
    },
  );

  test('has zeros, which can become positive again', () => {
    const f = leastSquares(1);
    const { x, objective } = run(f, new Float64Array(SIZE).fill(1));
    expect(x.filter((entry) => entry === 0).length).toBeGreaterThan(0);
    expect(x.filter((entry) => entry > 0).length).toBeGreaterThan(0);
    const fromZero = run(f, new Float64Array(SIZE));
    expect(fromZero.objective).toBeCloseTo(objective, 8);
  });

  test('on a plane, without curvature, steps grow', () => {
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
    // steps of a tenth would take hundreds of iterations
    expect(iteration).toBeLessThan(20);
  });

  test('a start below the bound is moved onto it', () => {
    const below = run(leastSquares(2), new Float64Array(SIZE).fill(-3));
    const on = run(leastSquares(2), new Float64Array(SIZE));
    expect(below.objectives).toStrictEqual(on.objectives);
  });
});

describe('reasons', () => {
  test('gradient: all entries are pressed against their bounds', () => {
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

  test('if the function is not finite farther out, steps become shorter', () => {
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

  test.each([1, 1e-8, 1e8])('finds a minimum in any units: %f', (unit) => {
    for (const [k, entry] of descend(unit, false).entries()) {
      expect(entry).toBeCloseTo([3, -1, 0.5, 2][k], 3);
    }
  });

  test('reaches the bound and does not cross it', () => {
    const x = descend(1, true);
    expect(x[1]).toBe(0);
    expect(x[0]).toBeCloseTo(3, 3);
  });

  test('never sets all weights to 0', () => {
    const adam = new Adam(new Float64Array(4).fill(1), true);
    for (let step = 0; step < 100; step++) {
      adam.step(new Float64Array(4).fill(1), 0.5);
    }
    expect(adam.x.some((entry) => entry > 0)).toBe(true);
  });

  test('does not move where the gradient is 0', () => {
    const adam = new Adam(new Float64Array(4).fill(1), false);
    adam.step(new Float64Array(4), 0.5);
    expect(adam.x).toStrictEqual(new Float64Array(4).fill(1));
  });
});

test('refuses a point whose gradient is not finite, even if the value is', () => {
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

/** Records where a function is evaluated. */
function watch(f: DifferentiableFunction) {
  const seen: number[][] = [];
  const watched: DifferentiableFunction = (x, gradient) => {
    seen.push(Array.from(x));
    return f(x, gradient);
  };
  return { seen, watched };
}

/** The distance between successive evaluations, relative to the length of the former point. */
function reachOf(seen: number[][], at: number): number {
  const step = seen[at].map((entry, k) => entry - seen[at - 1][k]);
  return Math.hypot(...step) / Math.hypot(...seen[at - 1]);
}

describe('steps', () => {
  const plane: DifferentiableFunction = (x, gradient) => {
    gradient.fill(3);
    return x.reduce((sum, entry) => sum + 3 * entry, 0);
  };

  test('on a plane: a tenth of x, then twice as far each time', () => {
    const { seen, watched } = watch(plane);
    run(watched, new Float64Array(4).fill(1e6), { maxIterations: 3 });
    expect(reachOf(seen, 1)).toBeCloseTo(0.1, 12);
    expect(reachOf(seen, 2)).toBeCloseTo(0.2, 12);
    expect(reachOf(seen, 3)).toBeCloseTo(0.4, 12);
  });

  test('a tenth again, after a step that went too far', () => {
    const { seen, watched } = watch((x, gradient) => {
      gradient.fill(-1);
      return x[0] > 1.5 && x[0] < 1.6 ? Number.NaN : -x[0];
    });
    // 1, 1.1, 1.32, then 1.848, which is not accepted; from 1.3728 on, a tenth
    run(watched, Float64Array.of(1.18), { maxIterations: 3 });
    // 1.18 → 1.298 → 1.5576, which is not finite → 1.32396 → a tenth of that
    expect(seen[2][0]).toBeCloseTo(1.298 * 1.2, 12);
    expect(seen[3][0]).toBeCloseTo(1.298 * 1.02, 12);
    expect(seen[4][0]).toBeCloseTo(1.298 * 1.02 * 1.1, 12);
  });

  test('after a step that went too far, to the minimum of the parabola', () => {
    const { seen, watched } = watch((x, gradient) => {
      gradient[0] = 2 * (x[0] - 1.02);
      return (x[0] - 1.02) ** 2;
    });
    run(watched, Float64Array.of(1), { maxIterations: 1 });
    expect(seen[1][0]).toBeCloseTo(1.1, 12);
    expect(seen[2][0]).toBeCloseTo(1.02, 12);
  });

  test('the value never rises, not even slightly', () => {
    // beyond 1.09 it rises by less than a ten-thousandth of the decrease that the gradient predicts
    const { objectives } = run((x, gradient) => {
      gradient[0] = -1;
      return x[0] < 1.09 ? 1 - x[0] : 5e-6;
    }, Float64Array.of(1));
    expect(objectives).toStrictEqual(objectives.toSorted((a, b) => b - a));
    expect(objectives.at(-1)).toBeLessThan(0);
  });

  test('every evaluation is counted, accepted or not', () => {
    const lie: DifferentiableFunction = (x, gradient) => {
      gradient.fill(-1);
      return x.reduce((a, b) => a + b);
    };
    // from 1, steps end at rounding; from 0, where the smallest step is 1, at the limit of evaluations
    const counts: number[] = [];
    for (const from of [0, 1]) {
      const { seen, watched } = watch(lie);
      const { reason, evaluations } = run(
        watched,
        new Float64Array(SIZE).fill(from),
      );
      expect(reason).toBe('lineSearch');
      expect(evaluations).toBe(seen.length);
      counts.push(seen.length);
    }
    expect(counts[0]).toBe(51);
    expect(counts[1]).toBeLessThan(51);
    const { seen, watched } = watch(leastSquares(4));
    const { evaluations } = run(watched, new Float64Array(SIZE).fill(1));
    expect(evaluations).toBe(seen.length);
  });

  test('if the remembered steps mislead, it restarts with steepest descent', () => {
    const f = leastSquares(5);
    const start = new Float64Array(SIZE).fill(50);
    const first = watch(f);
    run(first.watched, start, { maxIterations: 1 });
    const before = first.seen.length;
    /** The function is not finite after the first step, for some evaluations. */
    const blocked = (most: number) => {
      let calls = 0;
      return watch((x, gradient) => {
        calls++;
        const value = f(x, gradient);
        return calls > before && calls <= before + most ? Number.NaN : value;
      });
    };
    // if it stays so, steps are shortened twice, the second time after the memory was cleared
    const never = blocked(Infinity);
    expect(run(never.watched, start).reason).toBe('lineSearch');
    const from = never.seen[before - 1];
    const lengths = never.seen
      .slice(before)
      .map((x) => Math.hypot(...x.map((entry, k) => entry - from[k])));
    const patience = lengths.findIndex(
      (length, at) => length > lengths[at - 1],
    );
    expect(patience).toBeGreaterThan(0);
    const { seen, watched } = blocked(patience);
    const { reason, iteration, evaluations } = run(watched, start, {
      maxIterations: 4,
    });
    expect(evaluations).toBe(seen.length);
    expect({ reason, iteration }).toStrictEqual({
      reason: 'maxIterations',
      iteration: 4,
    });
  });
});

describe('entries next to their bound', () => {
  /** A slope for each entry, besides a quadratic in the first that determines the step. */
  function afterOneStep(start: number[], slopes: number[]): Float64Array {
    const { x } = run(
      (at, gradient) => {
        gradient.set(slopes);
        gradient[0] = 2 * (at[0] - 2 * start[0]);
        const others = slopes.slice(1).map((slope, k) => slope * at[k + 1]);
        return (
          (at[0] - 2 * start[0]) ** 2 + others.reduce((sum, v) => sum + v, 0)
        );
      },
      Float64Array.from(start),
      { maxIterations: 1 },
    );
    return x;
  }

  test('go to the bound if they are pressed against it, within a millionth of the largest entry', () => {
    // slopes so small that steps along them would be negligible
    const x = afterOneStep(
      [1000, 9e-4, 1e-3, 1.1e-3, 5e-4],
      [0, 1e-9, 1e-9, 1e-9, 1e-9],
    );
    expect(x[0]).toBeGreaterThan(1000);
    expect(Array.from(x, Math.sign)).toStrictEqual([1, 0, 0, 1, 0]);
    expect(x[3]).toBeCloseTo(1.1e-3, 9);
  });

  test('stay if the gradient is 0, and leave the bound if the gradient is negative', () => {
    const x = afterOneStep([1000, 5e-4, 5e-4], [0, 0, -1e-9]);
    expect(x[1]).toBe(5e-4);
    expect(x[2]).toBeGreaterThan(5e-4);
  });
});
