import fc from 'fast-check';
import { Matrix, solve } from 'ml-matrix';
import { expect, test } from 'vitest';

import { LeastDistance } from '../../../src/solvers/least-distance/LeastDistance.ts';
import { normals, rowsOf } from '../../oracles/randomData.ts';

const problems = fc.record({
  columns: fc.integer({ min: 1, max: 4 }),
  constraints: fc.integer({ min: 1, max: 7 }),
  /** The rank of the normals; parallel ones, if 1. */
  rank: fc.integer({ min: 1, max: 4 }),
  seed: fc.integer({ min: 1, max: 2 ** 31 }),
});

interface Constraint {
  normal: number[];
  bound: number;
}

/** Constraints that some point satisfies. */
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

/** The shortest of all points at which some constraints are equations and all hold. */
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

test('the distance is that of the best set of active constraints, tried exhaustively', () => {
  fc.assert(
    fc.property(problems, (recipe) => {
      const constraints = createProblem(recipe);
      const { point } = solveByThem(constraints);
      const length = Math.hypot(...point);
      const expected = shortestByHand(constraints);
      // a nearly singular system loses digits in the exhaustive search
      expect(Math.abs(length - expected)).toBeLessThan(1e-7 * (1 + expected));
      for (const { normal, bound } of constraints) {
        expect(dot(normal, Array.from(point))).toBeGreaterThan(bound - 1e-10);
      }
    }),
    { numRuns: 500 },
  );
});

test('x is the sum of active normals with positive multipliers', () => {
  fc.assert(
    fc.property(problems, (recipe) => {
      const constraints = createProblem(recipe);
      const least = solveByThem(constraints);
      const sum = least.point.map(() => 0);
      let count = 0;
      least.visitActive((multiplier, bound, values, start) => {
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

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'many constraints in seven columns, some of which become inactive again: seed %i',
  (seed) => {
    const columns = 7;
    const constraints = createProblem({
      columns,
      constraints: 40,
      rank: columns,
      seed: 1000 * seed,
    }).map(({ normal, bound }) => ({ normal, bound: bound + 1 }));
    const least = new LeastDistance(columns);
    // the farthest first: most of its constraints become inactive later
    let taken = 0;
    let left = 0;
    for (let step = 0; step < 300; step++) {
      const [worst] = constraints
        .map(({ normal, bound }) => ({
          normal,
          bound,
          missing: (bound - dot(normal, least.point)) / Math.hypot(...normal),
        }))
        .toSorted((a, b) => b.missing - a.missing);
      if (worst.missing <= 1e-11) break;
      const before = least.active;
      const length = Math.hypot(...least.point);
      if (!least.add(Float64Array.from(worst.normal), worst.bound)) return;
      taken++;
      left += before + 1 - least.active;
      // its length never decreases, and the constraint holds
      expect(Math.hypot(...least.point)).toBeGreaterThanOrEqual(
        length * (1 - 1e-12),
      );
      expect(
        Math.abs(dot(worst.normal, least.point) - worst.bound),
      ).toBeLessThan(1e-9);
      // Karush–Kuhn–Tucker: a sum of active normals, all of which hold as equations
      const sum = new Float64Array(columns);
      least.visitActive((multiplier, bound, normals, start) => {
        expect(multiplier).toBeGreaterThanOrEqual(0);
        const normal = normals.subarray(start, start + columns);
        expect(Math.abs(dot(normal, least.point) - bound)).toBeLessThan(1e-9);
        for (let k = 0; k < columns; k++) sum[k] += multiplier * normal[k];
      });
      for (const [k, value] of sum.entries()) {
        expect(Math.abs(value - least.point[k])).toBeLessThan(1e-9);
      }
    }
    expect(taken).toBeGreaterThan(columns);
    expect(left).toBeGreaterThan(0);
  },
);

test('as many constraints as columns leave no freedom', () => {
  const least = new LeastDistance(2);
  expect(least.add(Float64Array.of(1, 0), 1)).toBe(true);
  expect(least.add(Float64Array.of(0, 1), 1)).toBe(true);
  // x + y ≥ 4 makes one of the two inactive
  expect(least.add(Float64Array.of(1, 1), 4)).toBe(true);
  expect(least.active).toBeLessThanOrEqual(2);
  expect(least.point[0]).toBeCloseTo(2, 12);
  expect(least.point[1]).toBeCloseTo(2, 12);
  // and −x − y ≥ −3 contradicts it
  expect(least.add(Float64Array.of(-1, -1), -3)).toBe(false);
});

test('a normal that equals another one within rounding is not added', () => {
  const least = new LeastDistance(3);
  expect(least.add(Float64Array.of(1, 0, 0), 1)).toBe(true);
  // the new part of the normal, 1e−12, is below 1e−10: the other one becomes inactive
  expect(least.add(Float64Array.of(1, 1e-12, 0), 2)).toBe(true);
  expect(least.active).toBe(1);
  expect(least.point[0]).toBeCloseTo(2, 9);
  expect(Math.abs(least.point[1])).toBeLessThan(1e-9);
});

test('contradictory constraints', () => {
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
