import fc from 'fast-check';
import { Matrix, solve } from 'ml-matrix';
import { expect, test } from 'vitest';

import { LeastDistance } from '../../src/solvers/LeastDistance.ts';
import { normals, rowsOf } from '../oracles/randomData.ts';

const problems = fc.record({
  columns: fc.integer({ min: 1, max: 4 }),
  constraints: fc.integer({ min: 1, max: 7 }),
  /** Normals in as many directions only; parallel ones, if 1. */
  rank: fc.integer({ min: 1, max: 4 }),
  seed: fc.integer({ min: 1, max: 2 ** 31 }),
});

interface Constraint {
  normal: number[];
  bound: number;
}

/** Constraints that some point obeys. */
function createProblem({
  columns,
  constraints,
  rank,
  seed,
}: {
  columns: number;
  constraints: number;
  rank: number;
  seed: number;
}): Constraint[] {
  const inner = Math.min(rank, columns);
  const left = rowsOf(normals(constraints * inner, seed), inner);
  const right = rowsOf(normals(inner * columns, seed + 1), columns);
  const [point] = rowsOf(normals(columns, seed + 2), columns);
  const slacks = normals(constraints, seed + 3);
  return left.map((weights, at) => {
    const normal = point.map((_, k) =>
      weights.reduce((sum, weight, row) => sum + weight * right[row][k], 0),
    );
    const slack = Math.abs(slacks[at]);
    return { normal, bound: dot(normal, point) - slack };
  });
}

function solveByThem(constraints: Constraint[]): LeastDistance {
  const least = new LeastDistance(constraints[0].normal.length);
  least.begin();
  for (let step = 0; step < 200; step++) {
    const [worst] = constraints
      .map(({ normal, bound }) => ({
        normal,
        bound,
        missing: bound - dot(normal, least.point),
      }))
      .toSorted((a, b) => b.missing - a.missing);
    if (worst.missing <= 1e-11) return least;
    expect(least.add(Float64Array.from(worst.normal), worst.bound)).toBe(true);
  }
  throw new Error('no end');
}

/** The shortest of all points at which some constraints are equations, and all hold. */
function shortestByHand(constraints: Constraint[]): number {
  let shortest = Infinity;
  for (let subset = 0; subset < 2 ** constraints.length; subset++) {
    const active = constraints.filter((_, at) => (subset >> at) & 1);
    const point = leastNorm(active, constraints[0].normal.length);
    const holds = constraints.every(
      ({ normal, bound }) => dot(normal, point) >= bound - 1e-9,
    );
    if (holds) shortest = Math.min(shortest, Math.hypot(...point));
  }
  return shortest;
}

function leastNorm(active: Constraint[], columns: number): number[] {
  if (active.length === 0) return new Array<number>(columns).fill(0);
  const A = new Matrix(active.map(({ normal }) => normal));
  const b = Matrix.columnVector(active.map(({ bound }) => bound));
  const gram = A.mmul(A.transpose());
  return A.transpose()
    .mmul(solve(gram, b, true))
    .to1DArray();
}

test('as short as the best of all choices of active constraints', () => {
  fc.assert(
    fc.property(problems, (recipe) => {
      const constraints = createProblem(recipe);
      const { point } = solveByThem(constraints);
      const length = Math.hypot(...point);
      const expected = shortestByHand(constraints);
      // a system that is nearly singular costs digits, in the search by hand
      expect(Math.abs(length - expected)).toBeLessThan(1e-7 * (1 + expected));
      for (const { normal, bound } of constraints) {
        expect(dot(normal, Array.from(point))).toBeGreaterThan(bound - 1e-10);
      }
    }),
    { numRuns: 500 },
  );
});

test('x is the sum of active normals, with multipliers that are positive', () => {
  fc.assert(
    fc.property(problems, (recipe) => {
      const constraints = createProblem(recipe);
      const least = solveByThem(constraints);
      const sum = least.point.map(() => 0);
      let count = 0;
      least.showActive((multiplier, bound, values, start) => {
        expect(multiplier).toBeGreaterThanOrEqual(0);
        const normal = Array.from(values.subarray(start, start + sum.length));
        expect(constraints).toContainEqual({ normal, bound });
        for (const [k, value] of normal.entries()) {
          sum[k] += multiplier * value;
        }
        count++;
      });
      expect(count).toBe(least.active);
      const size = 1 + Math.hypot(...least.point);
      for (const [k, value] of sum.entries()) {
        expect(Math.abs(value - least.point[k])).toBeLessThan(1e-7 * size);
      }
    }),
    { numRuns: 500 },
  );
});

test('constraints that contradict each other', () => {
  const least = new LeastDistance(2);
  expect(least.add(Float64Array.of(1, 0), 1)).toBe(true);
  expect(least.add(Float64Array.of(-1, 0), 1)).toBe(false);
  least.begin();
  expect(Array.from(least.point)).toStrictEqual([0, 0]);
  expect(least.add(Float64Array.of(-2, 0), 1)).toBe(true);
  expect(Array.from(least.point)).toStrictEqual([-0.5, 0]);
});

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}
