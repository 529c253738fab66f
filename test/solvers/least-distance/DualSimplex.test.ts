import fc from 'fast-check';
import { expect, test } from 'vitest';

import { DualSimplex } from '../../../src/solvers/least-distance/DualSimplex.ts';
import { plainNorm } from '../../oracles/norms.ts';
import { normals, rowsOf } from '../../oracles/randomData.ts';
import { shortestMove } from '../../oracles/shortestMove.ts';

interface Constraint {
  normal: number[];
  bound: number;
}

interface Recipe {
  columns: number;
  count: number;
  isPossible: boolean;
  isGrid: boolean;
  seed: number;
}

const recipes = (columns: fc.Arbitrary<number>): fc.Arbitrary<Recipe> =>
  fc.record({
    columns,
    count: fc.integer({ min: 1, max: 12 }),
    isPossible: fc.boolean(),
    /** Whole numbers: many vertices coincide, and normals are parallel. */
    isGrid: fc.boolean(),
    seed: fc.integer({ min: 1, max: 2 ** 31 }),
  });

/** Constraints, which some point satisfies if that is asked for. */
function constraintsOf(recipe: Recipe): Constraint[] {
  const { columns, count, isPossible, isGrid, seed } = recipe;
  const round = (value: number) => (isGrid ? Math.round(2 * value) : value);
  const [point] = rowsOf(normals(columns, seed + 1), columns);
  const heights = normals(count, seed + 2);
  return rowsOf(normals(count * columns, seed), columns).map((row, at) => {
    const normal = row.map(round);
    const height = round(heights[at]);
    const bound = isPossible
      ? dot(normal, point.map(round)) - Math.abs(height)
      : height;
    return { normal, bound };
  });
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}

/** Adds the constraint that is violated most, until none is. */
function solve(
  simplex: DualSimplex,
  constraints: Constraint[],
): { isPossible: boolean } {
  simplex.begin();
  for (let step = 0; step < 500; step++) {
    const [worst] = constraints
      .map(({ normal, bound }) => ({
        normal,
        bound,
        missing: bound - dot(normal, simplex.point),
      }))
      .toSorted((a, b) => b.missing - a.missing);
    if (worst.missing <= 1e-9) return { isPossible: true };
    const normal = Float64Array.from(worst.normal);
    if (!simplex.add(normal, worst.bound)) return { isPossible: false };
  }
  throw new Error('no end');
}

/** Multipliers as `visitActive` shows them: Σ v a, Σ v b, and the least v. */
function multipliersOf(simplex: DualSimplex, columns: number) {
  const sum = new Array<number>(columns).fill(0);
  let height = 0;
  let least = Infinity;
  let total = 0;
  simplex.visitActive((multiplier, bound, all, start) => {
    for (let k = 0; k < columns; k++) sum[k] += multiplier * all[start + k];
    height += multiplier * bound;
    least = Math.min(least, multiplier);
    total += multiplier;
  });
  return { sum, height, least, total };
}

const NORMS = [1, Infinity] as const;

test.each(NORMS)('norm %d: in the plane, the nearest corner', (norm) => {
  const simplex = new DualSimplex(2, norm);
  fc.assert(
    fc.property(recipes(fc.constant(2)), (recipe) => {
      const constraints = constraintsOf(recipe);
      const { isPossible } = solve(simplex, constraints);
      const shortest = shortestMove(constraints, norm);
      expect(isPossible || !recipe.isPossible).toBe(true);
      // the oracle lets corners of lines that are nearly parallel pass, far away
      const size = isPossible
        ? plainNorm(Array.from(simplex.point), norm)
        : Math.max(1e7, shortest);
      expect(
        Math.abs(Math.min(size, 1e7) - Math.min(shortest, 1e7)),
      ).toBeLessThan(1e-7 * (1 + size));
    }),
    { numRuns: 1500 },
  );
});

test.each(NORMS)(
  'norm %d: the multipliers prove that no shorter point satisfies the constraints',
  (norm) => {
    const dual = norm === 1 ? Infinity : 1;
    fc.assert(
      fc.property(recipes(fc.integer({ min: 1, max: 12 })), (recipe) => {
        const simplex = new DualSimplex(recipe.columns, norm);
        const constraints = constraintsOf(recipe);
        const { isPossible } = solve(simplex, constraints);
        const proof = multipliersOf(simplex, recipe.columns);
        expect(isPossible || !recipe.isPossible).toBe(true);
        if (proof.total === 0) return;
        expect(proof.least).toBeGreaterThanOrEqual(0);
        const length = plainNorm(proof.sum, dual);
        const size = plainNorm(Array.from(simplex.point), norm);
        // with no point at all, the normals cancel, and the bounds do not
        expect(proof.height / length).toBeGreaterThan(
          isPossible ? size - 1e-8 * (1 + size) : 1e6,
        );
      }),
      { numRuns: 1500 },
    );
  },
);

test.each(NORMS)('norm %d: begins anew each time', (norm) => {
  const simplex = new DualSimplex(3, norm);
  const recipe = { columns: 3, count: 6, isPossible: true, isGrid: false };
  for (let seed = 1; seed < 20; seed++) {
    const constraints = constraintsOf({ ...recipe, seed });
    solve(simplex, constraintsOf({ ...recipe, isPossible: false, seed }));
    solve(simplex, constraints);
    const again = simplex.point.slice();
    const fresh = new DualSimplex(3, norm);
    solve(fresh, constraints);
    expect(again).toStrictEqual(fresh.point);
  }
});
