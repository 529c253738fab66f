/** Margins against an opponent who cannot change some columns, compared with the formulas, one triplet at a time. */
import { Matrix } from 'ml-matrix';
import type { MarginOptions, MetricLearnerOptions } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { runSync } from '../../src/async/work.ts';
import { seededRandom } from '../../src/data/random.ts';
import { createObjective } from '../../src/fit/Problem.ts';
import { resolveTarget } from '../../src/fit/learnMetric.ts';
import { resolveOptions } from '../../src/fit/metricLearnerOptions.ts';
import { unstandardized } from '../../src/fit/standardize.ts';
import { mineTriplets } from '../../src/neighbors/triplets/mineTriplets.ts';
import { numericGradient, relativeError } from '../oracles/numericGradient.ts';
import {
  plainMargins,
  plainPenalty,
  plainTarget,
} from '../oracles/plainMargin.ts';
import { plainObjective } from '../oracles/plainObjective.ts';
import { normals, randomTriplets, rowsOf } from '../oracles/randomData.ts';
import {
  evaluateAt,
  listTriplets,
  tripletObjective,
} from '../oracles/tripletObjective.ts';

const { data, triplets } = randomTriplets(36, 4, 3, 91);
const { columns } = data;
const X = rowsOf(data.values, columns);
const listed = listTriplets(triplets);
const scale = Float64Array.of(1, 2, 0.5, 1.5);
const standardization = { ...unstandardized(columns), scale };

const maps = [
  { parameterization: 'full' },
  { parameterization: 'full', components: 2 },
  { parameterization: 'diagonal' },
  { parameterization: { name: 'compositional', bases: 12, sparsity: 0 } },
] as const;
const margins = (['squared', 'hinge', 'convex'] as const).flatMap((shape) =>
  ([2, 1, Infinity] as const).flatMap((norm) =>
    (['standardized', 'raw'] as const).map((units): MarginOptions => ({
      shape,
      norm,
      units,
      weight: 2,
    })),
  ),
);

function objectiveOf(options: MetricLearnerOptions, seed: number) {
  const { loss, margin, parameterization, components } =
    resolveOptions(options);
  const random = seededRandom(1);
  const rows = components ?? columns;
  const start = { values: normals(rows * columns, seed), rows, columns };
  const context = { inputs: data, start, components, random };
  const map = runSync(parameterization.create(context));
  const settings = runSync(
    resolveTarget(margin, data, triplets, standardization),
  );
  const problem = { inputs: data, triplets, loss, random };
  const objective = runSync(
    createObjective({ ...problem, margin: settings, parameterization: map }),
  );
  const theta = runSync(map.parametersOf(start));
  const { values } = runSync(map.componentsOf(theta));
  const L = new Matrix(rowsOf(values, columns));
  const M = L.transpose().mmul(L);
  return { objective, theta, M, target: settings?.target as number };
}

const cases = maps.flatMap((map) => [
  { ...map, fixed: [1] },
  { ...map, fixed: [3, 0] },
]);

describe.each(margins)('%o', (own) => {
  test.each(cases)(
    'penalty and gradient are those of the formula, %o',
    ({ fixed, ...map }) => {
      const margin = { ...own, fixed };
      const options = { ...map, margin: { ...margin, epsilon: 0 } };
      const { objective, theta, M, target } = objectiveOf(options, 5);
      const gradient = new Float64Array(theta.length);
      const scratch = new Float64Array(theta.length);
      runSync(objective.evaluate(theta, gradient));
      const expected = plainPenalty(
        plainMargins(X, listed, M, margin, scale),
        margin,
        target,
      );
      const penalty = objective.terms.margin;
      expect(Math.abs(penalty / expected - 1)).toBeLessThan(1e-12);
      const numeric = numericGradient(
        (moved) => runSync(objective.evaluate(moved, scratch)),
        theta,
        1e-6,
      );
      // steps of 1e−6 lose about 1e−9 to rounding; no kink is that near
      expect(relativeError(gradient, numeric)).toBeLessThan(1e-6);
    },
  );

  test("the target 'auto' is the 95th percentile of the positive margins at L = I", () => {
    const margin = { ...own, fixed: [2] };
    const { target } = objectiveOf({ margin }, 5);
    const I = Matrix.eye(columns);
    const expected = plainTarget(plainMargins(X, listed, I, margin, scale));
    expect(target).toBeCloseTo(expected, 12);
  });
});

test("the target 'auto' leaves out triplets that no change of free columns makes tie", () => {
  const margin = { fixed: [0, 1] };
  const binary = { ...data, values: data.values.map((value) => +(value > 1)) };
  const mined = runSync(mineTriplets(binary, { targets: 3, impostors: 4 }));
  const settings = runSync(
    resolveTarget(
      resolveOptions({ margin }).margin,
      binary,
      mined,
      standardization,
    ),
  );
  const margins = plainMargins(
    rowsOf(binary.values, columns),
    listTriplets(mined),
    Matrix.eye(columns),
    margin,
    scale,
  );
  const reached = margins.filter(({ length }) => length > 0);
  expect(
    margins.some(({ difference, length }) => length === 0 && difference > 0),
  ).toBe(true);
  expect(settings?.target).toBeCloseTo(plainTarget(reached), 12);
});

test('the gradient is that of the plain objective, in M', () => {
  const settings = { pull: 0.4, weight: 3, target: 0.6, epsilon: 1e-10 };
  for (const fixed of [[0], [1, 2], [3, 0, 1]]) {
    const own = { ...settings, fixed };
    const objective = tripletObjective(data, triplets, own);
    const L = new Matrix(rowsOf(normals(columns * columns, 3), columns));
    const M = L.transpose().mmul(L);
    const plain = plainObjective(X, listed, M, own);
    const { value, gradient } = evaluateAt(objective, L);
    expect(Math.abs(value / plain.objective - 1)).toBeLessThan(1e-12);
    // ∂F/∂L = 2 L G
    const expected = L.mmul(plain.gradient).mul(2);
    expect(
      relativeError(gradient.to1DArray(), expected.to1DArray()),
    ).toBeLessThan(1e-11);
  }
});

describe('where the free columns of the metric are 0', () => {
  const fixed = [0, 1];
  // L of the fixed columns only, and of free columns that vanish
  const mapOf = (size: number) =>
    Float64Array.from({ length: columns * columns }, (_, at) =>
      at % (columns + 1) === 0 ? (at < 2 * columns ? 1 : size) : 0,
    );

  test.each([
    { shape: 'squared', epsilon: 'auto' },
    { shape: 'squared', epsilon: 0 },
    { shape: 'convex', epsilon: 'auto' },
  ] as const)('the penalty is its limit, %o', (own) => {
    const margin = { ...own, fixed, target: 0.8 };
    const { objective, theta } = objectiveOf({ margin }, 1);
    const gradient = new Float64Array(theta.length);
    const penalties = [0, 1e-9].map((size) => {
      runSync(objective.evaluate(mapOf(size), gradient));
      expect(gradient.every(Number.isFinite)).toBe(true);
      return objective.terms.margin;
    });
    expect(penalties[0]).toBeGreaterThan(0);
    expect(penalties[0]).toBeCloseTo(penalties[1], 7);
  });

  test('the hinge of a violated triplet grows without bound, and is finite', () => {
    const margin = { shape: 'hinge', fixed, target: 0.8 } as const;
    const { objective, theta } = objectiveOf({ margin }, 1);
    const gradient = new Float64Array(theta.length);
    const [at, near] = [0, 1e-3].map((size) => {
      const value = runSync(objective.evaluate(mapOf(size), gradient));
      expect(gradient.every(Number.isFinite)).toBe(true);
      return value;
    });
    expect(at).toBeGreaterThan(1e9 * near);
    expect(at).toBeLessThan(Infinity);
  });
});
