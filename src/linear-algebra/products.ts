import type { Loop, Work } from '../async/work.ts';
import { runInTurns } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';
import type { Kernels } from '../kernels/Kernels.ts';
import { inArena } from '../kernels/arena/Arena.ts';
import { transpose } from '../kernels/products/transpose.ts';

/** Bytes of an arena that its arrays leave unused, at least. */
const SLACK = 2 ** 8;
/** With fewer multiplications, JavaScript is done before an instance of WebAssembly is created (0.1 ms). */
const WORTH_AN_INSTANCE = 2 ** 18;
/** The numbers of A that a product copies at once. */
const COPIED = 2 ** 18;

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
 * A B, by compiled kernels if it is large: embedding 10,000 × 784 then takes 1.2 s instead of 5.0 s.
 * @param a - A, n × inner.
 * @param b - B, row-major, as many rows as A has columns.
 * @returns Row-major, n rows.
 */
export function* productOf(a: Dense, b: Float64Array): Work<Float64Array> {
  const { rows, columns } = a;
  const width = b.length / columns;
  const result = new Float64Array(rows * width);
  const isSmall = rows * b.length < WORTH_AN_INSTANCE;
  const height = Math.min(rows, 4 * Math.ceil(COPIED / (4 * columns)));
  const { arena, some, right, images } = inArena(
    (place) => ({
      arena: place,
      some: place.float64(height * columns),
      right: place.copyOf(b),
      images: place.float64(height * width),
    }),
    isSmall ? 0 : 8 * (height * (columns + width) + b.length) + SLACK,
  );
  try {
    for (let from = 0; from < rows; from += height) {
      const to = Math.min(from + height, rows);
      some.set(a.values.subarray(from * columns, to * columns));
      const part = { values: some, rows: to - from, columns };
      yield* runInTurns([product(arena.kernels, part, right, images)]);
      result.set(images.subarray(0, (to - from) * width), from * width);
    }
    return result;
  } finally {
    arena.release();
  }
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
