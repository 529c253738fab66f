import fc from 'fast-check';
import { expect, test } from 'vitest';

import { runSync } from '../../src/async/work.ts';
import { multiply } from '../../src/kernels/products/multiply.ts';
import { productOf } from '../../src/linear-algebra/products.ts';
import { normals } from '../oracles/randomData.ts';

test('products have the same bits whether compiled kernels compute them, in parts, or JavaScript at once', () => {
  const shape = fc.record({
    // from small products to those of several parts
    rows: fc.integer({ min: 0, max: 1500 }),
    columns: fc.integer({ min: 1, max: 300 }),
    width: fc.integer({ min: 1, max: 40 }),
  });
  fc.assert(
    fc.property(shape, ({ rows, columns, width }) => {
      const values = normals(rows * columns, 1);
      const b = normals(columns * width, 2);
      const expected = new Float64Array(rows * width);
      multiply(values, b, expected, rows, width, columns);
      expect(runSync(productOf({ values, rows, columns }, b))).toStrictEqual(
        expected,
      );
    }),
    { numRuns: 30 },
  );
});
