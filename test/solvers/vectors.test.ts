import fc from 'fast-check';
import { expect, test } from 'vitest';

import { addScaled, dot, norm } from '../../src/solvers/vectors.ts';

/** Two vectors of integers: sums of their products are exact in any order. */
const pairs = fc
  .array(
    fc.tuple(
      fc.integer({ min: -99, max: 99 }),
      fc.integer({ min: -99, max: 99 }),
    ),
  )
  .map((entries) => ({
    a: Float64Array.from(entries, ([first]) => first),
    b: Float64Array.from(entries, ([, second]) => second),
  }));

test('dot is the sum of all products', () => {
  fc.assert(
    fc.property(pairs, ({ a, b }) => {
      let sum = 0;
      for (const [i, entry] of a.entries()) sum += entry * b[i];
      expect(dot(a, b)).toBe(sum);
    }),
  );
});

test('dot adds every fourth product, then pairs of these sums', () => {
  // 2⁵³ + 1 is rounded to 2⁵³: the bits of a fit depend on the order of additions
  const a = Float64Array.of(2 ** 53, 1, -(2 ** 53), 1, 1);
  // (2⁵³ + 1) + 1 is 2⁵³, and −2⁵³ + 1 is −2⁵³ + 1
  expect(dot(a, new Float64Array(5).fill(1))).toBe(1);
});

test('norm agrees with hypot for entries of any magnitude', () => {
  const entries = fc.array(fc.double({ min: -1, max: 1, noNaN: true }));
  const scales = fc.constantFrom(1e-300, 1e-150, 1, 1e150, 1e300);
  fc.assert(
    fc.property(entries, scales, (list, scale) => {
      const x = Float64Array.from(list, (entry) => entry * scale);
      const expected = Math.hypot(...x);
      // a sum of squares is rounded once per term
      expect(Math.abs(norm(x) - expected)).toBeLessThanOrEqual(
        (1 + list.length) * Number.EPSILON * expected,
      );
    }),
  );
});

test('norm of a vector that is not finite', () => {
  expect(norm(new Float64Array(0))).toBe(0);
  expect(norm(Float64Array.of(1, -Infinity))).toBe(Infinity);
  expect(norm(Float64Array.of(1, Number.NaN, 2))).toBeNaN();
});

test('addScaled adds a multiple', () => {
  fc.assert(
    fc.property(pairs, fc.integer({ min: -9, max: 9 }), ({ a, b }, scale) => {
      const sum = b.slice();
      addScaled(scale, a, sum);
      expect(Array.from(sum)).toStrictEqual(
        Array.from(b, (entry, i) => entry + scale * a[i]),
      );
    }),
  );
});
