import type { Loop, Work } from '../async/work.ts';
import { runInTurns } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';
import type { Kernels } from '../kernels/Kernels.ts';
import { javascript } from '../kernels/Kernels.ts';
import { inArena } from '../kernels/arena/Arena.ts';
import { transpose } from '../kernels/products/transpose.ts';

/** Bytes of an arena that its arrays leave unused, at least. */
const SLACK = 2 ** 8;

/**
 * The loop that computes `result = A B`.
 * @param kernels - Those that can access all three.
 * @param a - A, n × inner.
 * @param b - B, row-major, as many rows as A has columns.
 * @param result - Overwritten.
 */
export function product(
  { multiply }: Pick<Kernels, 'multiply'>,
  { values, rows, columns }: Dense,
  b: Float64Array,
  result: Float64Array,
): Loop {
  const width = b.length / columns;
  return {
    length: () => rows,
    cost: columns * width,
    run: (from, to) =>
      multiply(values, b, result, rows, width, columns, from, to),
  };
}

/**
 * The loop that computes `result += Aᵀ B`.
 * @param kernels - Those that can access all three.
 * @param a - A, row-major, as many rows as B has.
 */
export function addProduct(
  { addTransposeProduct }: Pick<Kernels, 'addTransposeProduct'>,
  a: Float64Array,
  { values, rows, columns }: Dense,
  result: Float64Array,
): Loop {
  const left = a.length / rows;
  return {
    length: () => rows,
    cost: left * columns,
    run: (from, to) =>
      addTransposeProduct(a, values, result, rows, left, columns, from, to),
  };
}

/**
 * A B.
 * @param a - A, n × inner.
 * @param b - B, row-major, as many rows as A has columns.
 * @returns Row-major, n rows.
 */
export function* productOf(a: Dense, b: Float64Array): Work<Float64Array> {
  const result = new Float64Array((a.rows * b.length) / a.columns);
  yield* runInTurns([product(javascript, a, b, result)]);
  return result;
}

/**
 * Work that computes A Bᵀ.
 * @param a - A, n × d.
 * @param b - B, m × d.
 * @returns n × m, row-major.
 */
export function productByTranspose(a: Dense, b: Dense): Work<Float64Array> {
  const transposed = new Float64Array(b.values.length);
  transpose(b.values, transposed, b.rows, b.columns);
  return productOf(a, transposed);
}

/**
 * AᵀA, by compiled kernels.
 * @param a - A, n × d.
 * @returns d × d.
 */
export function* scatterOf(a: Dense): Work<Float64Array> {
  const { arena, values, scatter } = inArena(
    (place) => ({
      arena: place,
      values: place.copyOf(a.values),
      scatter: place.float64(a.columns * a.columns),
    }),
    a.values.byteLength + 8 * a.columns * a.columns + SLACK,
  );
  try {
    const copy = { ...a, values };
    yield* runInTurns([addProduct(arena.kernels, values, copy, scatter)]);
    return scatter.slice();
  } finally {
    arena.release();
  }
}
