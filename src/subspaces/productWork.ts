import { addTransposeProduct } from '../kernels/addTransposeProduct.ts';
import { multiply } from '../kernels/multiply.ts';
import type { Dense } from '../validation/dense.ts';
import type { Work } from '../work.ts';
import { inPieces } from '../work.ts';

/**
 * `result = A B`.
 * @param a - A, n × inner.
 * @param b - B, row-major, as many rows as A has columns.
 * @param result - Overwritten.
 * @returns The work.
 */
export function product(
  { values, rows, columns }: Dense,
  b: Float64Array,
  result: Float64Array,
): Work<void> {
  const width = b.length / columns;
  return inPieces(rows, columns * width, (from, to) =>
    multiply(values, b, result, rows, width, columns, from, to),
  );
}

/**
 * `result += Aᵀ B`.
 * @param a - A, row-major, as many rows as B has.
 * @param b - B.
 * @param result - Added to.
 * @returns The work.
 */
export function addProduct(
  a: Float64Array,
  { values, rows, columns }: Dense,
  result: Float64Array,
): Work<void> {
  const left = a.length / rows;
  return inPieces(rows, left * columns, (from, to) =>
    addTransposeProduct(a, values, result, rows, left, columns, from, to),
  );
}
