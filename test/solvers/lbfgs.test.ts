import { describe, expect, test } from 'vitest';

import type {
  DifferentiableFunction,
  SolverProgress,
} from '../../src/solvers/Solver.ts';
import { lbfgs } from '../../src/solvers/lbfgs.ts';
import type { LBFGSOptions } from '../../src/solvers/lbfgsOptions.ts';
import { resolveLBFGSOptions } from '../../src/solvers/lbfgsOptions.ts';
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

/** A bowl that is a hundred times steeper one way than the other, with the minimum −1 at 0. */
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
  const steps = lbfgs(f, start, resolveLBFGSOptions(options));
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

  test('objective: where little is gained of late', () => {
    const start = new Float64Array(20).fill(3);
    const result = run(bowl, start, { tolerance: 1e-4 });
    expect(result.reason).toBe('objective');
    const values = result.trace.map((step) => step.objective);
    const falls = values.map((value, i) => (values[i - 5] - value) / 5);
    const limits = values.map((value) => 1e-4 * Math.abs(value));
    const last = values.length - 1;
    expect(falls[last]).toBeLessThanOrEqual(limits[last]);
    // it was the first time
    for (let i = 5; i < last; i++) expect(falls[i]).toBeGreaterThan(limits[i]);
  });

  test('maxIterations: when it is given no more', () => {
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

  test('lineSearch: where the gradient points the wrong way', () => {
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

  test('lineSearch: at a kink that gradients do not show', () => {
    const kink: DifferentiableFunction = (x, gradient) => {
      gradient[0] = x[0] < 0 ? -1 : 1;
      return Math.abs(x[0]) + 1;
    };
    const result = run(kink, Float64Array.of(0.7), { tolerance: 0 });
    expect(result.reason).toBe('lineSearch');
    expect(result.objective).toBeCloseTo(1, 2);
  });
});

test('from the origin, where x has no length, it takes a unit step', () => {
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

test('norms of very large and very small gradients are numbers', () => {
  for (const scale of [1e-150, 1e150]) {
    const result = run((x, gradient) => {
      gradient[0] = 2 * scale * (x[0] - 3);
      return scale * (1 + (x[0] - 3) ** 2);
    }, Float64Array.of(1));
    expect(result.trace[0].gradientNorm / scale).toBeCloseTo(4, 12);
    expect(result.x[0]).toBeCloseTo(3, 3);
  }
});

test('among kinks it ends where it says, and never higher than before', () => {
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

test('more memory than dimensions, and a single step of memory, both arrive', () => {
  for (const memory of [1, 10, 100]) {
    const start = new Float64Array(6).fill(2);
    const result = run(bowl, start, { memory, tolerance: 1e-12 });
    expect(result.objective).toBeCloseTo(-1, 9);
  }
});

test('the start is not changed, and the last evaluation is not mistaken for the result', () => {
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
      'the objective and its gradient must be finite at the start, got NaN',
    ),
  );
});

test('a wall of infinity beside the way is walked around', () => {
  const walled: DifferentiableFunction = (x, gradient) => {
    const value = rosenbrock(x, gradient);
    return x[0] > 1.5 ? Infinity : value;
  };
  const result = run(walled, Float64Array.of(-1.2, 1));
  expect(result.objective).toBeCloseTo(1, 6);
});
