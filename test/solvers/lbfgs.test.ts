import { describe, expect, test } from 'vitest';

import { inTurns, shouldYield } from '../../src/async/work.ts';
import type {
  DifferentiableFunction,
  SolverProgress,
} from '../../src/solvers/Solver.ts';
import { lbfgs } from '../../src/solvers/lbfgs.ts';
import type { LBFGSOptions } from '../../src/solvers/resolveSolver.ts';
import { resolveLBFGSOptions } from '../../src/solvers/resolveSolver.ts';
import { normals } from '../oracles/randomData.ts';

/** Rosenbrock's valley in many dimensions: its minimum is 1, at (1, …, 1). */
function rosenbrock(x: Float64Array, gradient: Float64Array): number {
  let value = 1;
  gradient.fill(0);
  for (let i = 0; i + 1 < x.length; i++) {
    const bend = x[i + 1] - x[i] ** 2;
    value += 100 * bend ** 2 + (1 - x[i]) ** 2;
    gradient[i] += -400 * bend * x[i] - 2 * (1 - x[i]);
    gradient[i + 1] += 200 * bend;
  }
  return value;
}

/** A quadratic bowl with curvatures that differ by a factor of a hundred, and the minimum −1 at 0. */
function bowl(x: Float64Array, gradient: Float64Array): number {
  let value = -1;
  for (let i = 0; i < x.length; i++) {
    const curvature = 10 ** ((2 * i) / (x.length - 1));
    value += curvature * x[i] ** 2;
    gradient[i] = 2 * curvature * x[i];
  }
  return value;
}

function run(
  f: DifferentiableFunction,
  start: Float64Array,
  options: LBFGSOptions = {},
) {
  const trace: SolverProgress[] = [];
  const steps = inTurns(lbfgs(f, start, resolveLBFGSOptions(options)));
  let step = steps.next();
  for (; !step.done; step = steps.next()) {
    if (step.value) trace.push(step.value);
  }
  return { ...step.value, trace };
}

describe('reasons', () => {
  test('gradient: at a minimum', () => {
    const sphere: DifferentiableFunction = (x, gradient) => {
      gradient.set(x.map((entry) => 2 * (entry - 1)));
      return x.reduce((sum, entry) => sum + (entry - 1) ** 2, 1);
    };
    const result = run(sphere, new Float64Array(10).fill(-3));
    expect(result.reason).toBe('gradient');
    for (const x of result.x) expect(x).toBeCloseTo(1, 7);
  });

  test('gradient: at once, where it is 0', () => {
    const result = run(bowl, new Float64Array(4));
    expect(result).toMatchObject({ reason: 'gradient', iteration: 0 });
    expect(result.evaluations).toBe(1);
  });

  test('objective: when recent gains are small', () => {
    const start = new Float64Array(20).fill(3);
    const result = run(bowl, start, { tolerance: 1e-4 });
    expect(result.reason).toBe('objective');
    const values = result.trace.map((step) => step.objective);
    const falls = values.map((value, i) => (values[i - 5] - value) / 5);
    const limits = values.map((value) => 1e-4 * Math.abs(value));
    const last = values.length - 1;
    expect(falls[last]).toBeLessThanOrEqual(limits[last]);
    // the first iteration is averaged over one
    for (let i = 5; i < last; i++) expect(falls[i]).toBeGreaterThan(limits[i]);
  });

  test('maxIterations: when none are left', () => {
    const start = new Float64Array(10).fill(-1.2);
    const result = run(rosenbrock, start, { maxIterations: 7 });
    expect(result).toMatchObject({ reason: 'maxIterations', iteration: 7 });
    expect(result.trace).toHaveLength(8);
  });

  test('maxIterations: 0 evaluates the start and returns it', () => {
    const start = Float64Array.of(-1.2, 1);
    const result = run(rosenbrock, start, { maxIterations: 0 });
    expect(result.reason).toBe('maxIterations');
    expect(result.evaluations).toBe(1);
    expect(result.x).toStrictEqual(start);
    expect(result.objective).toBeCloseTo(25.2, 12);
  });

  test('lineSearch: when the gradient has the wrong sign', () => {
    const start = Float64Array.of(1, 2);
    const wrong: DifferentiableFunction = (x, gradient) => {
      const value = bowl(x, gradient);
      gradient.set(gradient.map((entry) => -entry));
      return value;
    };
    const result = run(wrong, start);
    expect(result.reason).toBe('lineSearch');
    expect(result.x).toStrictEqual(start);
    expect(result.evaluations).toBeGreaterThan(1);
  });

  test('lineSearch: at a kink that the gradient does not show', () => {
    const kink: DifferentiableFunction = (x, gradient) => {
      gradient[0] = x[0] < 0 ? -1 : 1;
      return Math.abs(x[0]) + 1;
    };
    const result = run(kink, Float64Array.of(0.7), { tolerance: 0 });
    expect(result.reason).toBe('lineSearch');
    expect(result.objective).toBeCloseTo(1, 2);
  });
});

test('from the origin, the first step has length 1', () => {
  const seen: number[] = [];
  const parabola: DifferentiableFunction = (x, gradient) => {
    seen.push(x[0]);
    gradient[0] = 2 * (x[0] - 3);
    return (x[0] - 3) ** 2 + 1;
  };
  const result = run(parabola, Float64Array.of(0));
  expect(seen[1]).toBe(1);
  expect(result.x[0]).toBeCloseTo(3, 6);
});

test('norms of very large and very small gradients are finite', () => {
  for (const scale of [1e-150, 1e150]) {
    const result = run((x, gradient) => {
      gradient[0] = 2 * scale * (x[0] - 3);
      return scale * (1 + (x[0] - 3) ** 2);
    }, Float64Array.of(1));
    expect(result.trace[0].gradientNorm / scale).toBeCloseTo(4, 12);
    expect(result.x[0]).toBeCloseTo(3, 3);
  }
});

test('among kinks it ends with the stated value, and never higher than before', () => {
  const kinks: DifferentiableFunction = (x, gradient) => {
    let value = 1;
    for (let i = 0; i < x.length; i++) {
      const away = x[i] - i / 3;
      value += (i + 1) * Math.abs(away) + away ** 2 / 10;
      gradient[i] = (i + 1) * Math.sign(away) + away / 5;
    }
    return value;
  };
  for (let seed = 0; seed < 20; seed++) {
    const { x, objective, trace } = run(kinks, normals(4, seed));
    const scratch = new Float64Array(4);
    expect(kinks(x, scratch)).toBe(objective);
    for (let i = 1; i < trace.length; i++) {
      expect(trace[i].objective).toBeLessThanOrEqual(trace[i - 1].objective);
    }
  }
});

test('the objective never rises', () => {
  const { trace } = run(rosenbrock, new Float64Array(30).fill(-1.2));
  for (let i = 1; i < trace.length; i++) {
    expect(trace[i].objective).toBeLessThanOrEqual(trace[i - 1].objective);
  }
});

test('more memory than dimensions and a memory of one step both reach the minimum', () => {
  for (const memory of [1, 10, 100]) {
    const start = new Float64Array(6).fill(2);
    const result = run(bowl, start, { memory, tolerance: 1e-12 });
    expect(result.objective).toBeCloseTo(-1, 9);
  }
});

test('the start is not modified, and the result is not that of the last evaluation', () => {
  const start = new Float64Array(10).fill(-1.2);
  const before = start.slice();
  const result = run(rosenbrock, start);
  expect(start).toStrictEqual(before);
  const gradient = new Float64Array(10);
  expect(rosenbrock(result.x, gradient)).toBe(result.objective);
  expect(Math.hypot(...gradient)).toBeCloseTo(result.gradientNorm, 12);
});

test('a start where the function is not finite is refused', () => {
  const start = Float64Array.of(Number.NaN, 1);
  expect(() => run(rosenbrock, start)).toThrow(
    new RangeError(
      'the objective and its gradient must be finite at the start, got the objective NaN',
    ),
  );
});

test('a region of infinite values is avoided', () => {
  const walled: DifferentiableFunction = (x, gradient) => {
    const value = rosenbrock(x, gradient);
    return x[0] > 1.5 ? Infinity : value;
  };
  const result = run(walled, Float64Array.of(-1.2, 1));
  expect(result.objective).toBeCloseTo(1, 6);
});

/** Records where a function is evaluated, and its values. */
function watch(f: DifferentiableFunction) {
  const seen: Array<{ x: number[]; value: number }> = [];
  const watched: DifferentiableFunction = (x, gradient) => {
    const value = f(x, gradient) as number;
    seen.push({ x: Array.from(x), value });
    return value;
  };
  return { seen, watched };
}

test('every evaluation is counted', () => {
  for (const f of [rosenbrock, bowl]) {
    const { seen, watched } = watch(f);
    const result = run(watched, new Float64Array(8).fill(-1.2));
    expect(result.evaluations).toBe(seen.length);
  }
});

test('the first step has a tenth of the length of x', () => {
  const { seen, watched } = watch(rosenbrock);
  run(watched, new Float64Array(4).fill(-1.2), { maxIterations: 1 });
  const step = seen[1].x.map((entry, k) => entry - seen[0].x[k]);
  expect(Math.hypot(...step)).toBeCloseTo(0.24, 12);
});

test('if no step is lower, the start is not evaluated again', () => {
  let calls = 0;
  const result = run(
    (x, gradient) => {
      calls++;
      const value = bowl(x, gradient);
      return calls > 1 ? Infinity : value;
    },
    Float64Array.of(1, 2),
  );
  expect(result).toMatchObject({ reason: 'lineSearch', evaluations: 31 });
  expect(calls).toBe(31);
});

test('at a kink, it takes the lowest point of the line search', () => {
  let others = 0;
  for (let part = 1; part < 40; part++) {
    const { seen, watched } = watch((x, gradient) => {
      const falls = x[0] < 1;
      gradient[0] = falls ? -1 : 10;
      return 9 + Math.max(-x[0], 10 * (x[0] - 1.1));
    });
    const start = Float64Array.of(part / 41);
    const result = run(watched, start, { maxIterations: 1 });
    const values = seen.map(({ value }) => value);
    expect(result.objective).toBe(Math.min(...values));
    expect(result.evaluations).toBe(seen.length);
    expect(watched(result.x, new Float64Array(1))).toBe(result.objective);
    // the last trial was another point: the result is evaluated again
    const first = values.indexOf(result.objective);
    if (first < seen.length - 2) others++;
  }
  expect(others).toBeGreaterThan(0);
});

test('if the remembered steps mislead, it restarts with steepest descent', () => {
  const start = Float64Array.of(-1.2, 1.3);
  const first = watch(rosenbrock);
  run(first.watched, start, { maxIterations: 1 });
  const before = first.seen.length;
  // after the first step nothing is finite until the search gives up
  let calls = 0;
  const { seen, watched } = watch((x, gradient) => {
    calls++;
    const value = rosenbrock(x, gradient);
    return calls > before && calls <= before + 30 ? Infinity : value;
  });
  const result = run(watched, start, { maxIterations: 2 });
  expect(result.reason).toBe('maxIterations');
  expect(result.evaluations).toBe(seen.length);
  const from = first.seen[before - 1].x;
  const gradient = new Float64Array(2);
  rosenbrock(Float64Array.from(from), gradient);
  const [across, down] = seen[before + 30].x.map((entry, k) => entry - from[k]);
  const sine =
    (across * gradient[1] - down * gradient[0]) /
    (Math.hypot(across, down) * Math.hypot(...gradient));
  expect(Math.abs(sine)).toBeLessThan(1e-9);
  expect(across * gradient[0] + down * gradient[1]).toBeLessThan(0);
});

test.each([
  ['value', Number.NaN, 1],
  ['gradient', 1, Number.NaN],
])('a start whose %s is not finite is refused', (_, value, slope) => {
  const f: DifferentiableFunction = (x, gradient) => {
    gradient.fill(slope);
    return value;
  };
  expect(() => run(f, Float64Array.of(1))).toThrow(
    new RangeError(
      `the objective and its gradient must be finite at the start, got the objective ${value}`,
    ),
  );
});

test('it pauses in each pass over a long θ, and never for a short one', () => {
  const pausesOf = (length: number) => {
    const start = new Float64Array(length).fill(1);
    const options = resolveLBFGSOptions({ maxIterations: 3, tolerance: 0 });
    const steps = lbfgs(rosenbrock, start.fill(-1.2), options);
    let pauses = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) if (!step.value) pauses++;
    expect(step.value.iteration).toBe(3);
    return { pauses, evaluations: step.value.evaluations };
  };
  expect(pausesOf(9).pauses).toBe(0);
  // one after each of four checks of the stopping rule, each trial, each of three steps and its storing, and twice for
  // each stored step when a direction is computed: 0, 1 and 2 of them
  const long = pausesOf(100_000);
  expect(shouldYield(2 * 100_000)).toBe(true);
  expect(long.pauses).toBe(4 + (long.evaluations - 1) + 2 * 3 + 2 * (1 + 2));
});
