import type { Work } from '../async/work.ts';
import { inChunks } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';
import { addTransposeProduct } from '../kernels/products/addTransposeProduct.ts';
import { multiply } from '../kernels/products/multiply.ts';
import { transpose } from '../kernels/products/transpose.ts';

/**
 * Work that computes `result = A B`.
 * @param a - A, n × inner.
 * @param b - B, row-major, as many rows as A has columns.
 * @param result - Overwritten.
 */
export function product(
  { values, rows, columns }: Dense,
  b: Float64Array,
  result: Float64Array,
): Work<void> {
  const width = b.length / columns;
  return inChunks(rows, columns * width, (from, to) =>
    multiply(values, b, result, rows, width, columns, from, to),
  );
}

/**
 * Work that computes `result += Aᵀ B`.
 * @param a - A, row-major, as many rows as B has.
 */
export function addProduct(
  a: Float64Array,
  { values, rows, columns }: Dense,
  result: Float64Array,
): Work<void> {
  const left = a.length / rows;
  return inChunks(rows, left * columns, (from, to) =>
    addTransposeProduct(a, values, result, rows, left, columns, from, to),
  );
}

/**
 * A B.
 * @param a - A, n × inner.
 * @param b - B, row-major, as many rows as A has columns.
 * @returns Row-major, n rows.
 */
export function* productOf(a: Dense, b: Float64Array): Work<Float64Array> {
  const result = new Float64Array((a.rows * b.length) / a.columns);
  yield* product(a, b, result);
  return result;
}

/**
 * Work that computes A Bᵀ.
 * @param a - A, n × d.
 * @param b - B, m × d.
 * @returns n × m, row-major.
 */
export function productByTranspose(a: Dense, b: Dense): Work<Float64Array> {
  const turned = new Float64Array(b.values.length);
  transpose(b.values, turned, b.rows, b.columns);
  return productOf(a, turned);
}

/**
 * AᵀA.
 * @param a - A, n × d.
 * @returns d × d.
 */
export function* scatterOf(a: Dense): Work<Float64Array> {
  const scatter = new Float64Array(a.columns * a.columns);
  yield* addProduct(a.values, a, scatter);
  return scatter;
}
