/** The dense loops to be timed, of this library and of ml-matrix: the only file of the benchmark that uses kernels. */
import { Matrix } from 'ml-matrix';

import { createArena } from '../../src/kernels/arena/Arena.ts';
import { packedLength } from '../../src/kernels/distances/blockDistances.ts';
import { transpose } from '../../src/kernels/products/transpose.ts';

/** `products`: X Lᵀ, `distances`: d² of all pairs of rows. */
export type Loop = 'products' | 'distances';

/** Prepares the data of a loop, and returns the loop. */
type Prepare = (
  X: Float64Array,
  L: Float64Array,
  columns: number,
) => () => unknown;

/** The number of rows of a block of distances in a fit. */
const BLOCK = 64;

/** The libraries with loops. */
export const LOOPS: Record<'ours' | 'ml-matrix', Record<Loop, Prepare>> = {
  ours: { products: ourProducts, distances: ourDistances },
  'ml-matrix': { products: theirProducts, distances: theirDistances },
};

/**
 * The operations of a loop: a product and a sum per element; a difference, a square and a sum for distances, however
 * they are computed.
 * @param rows - Of X.
 * @param columns - Of X, and rows and columns of L.
 * @returns Floating-point operations.
 */
export function countOperations(
  loop: Loop,
  rows: number,
  columns: number,
): number {
  return loop === 'products'
    ? 2 * rows * columns * columns
    : 3 * rows * rows * columns;
}

// as in a fit, all arrays are in the memory of the compiled kernels
function ourProducts(
  X: Float64Array,
  L: Float64Array,
  columns: number,
): () => void {
  const rows = X.length / columns;
  const arena = createArena(8 * (2 * X.length + 2 * L.length) + 2 ** 16);
  const inputs = arena.copyOf(X);
  const map = arena.float64(L.length);
  const product = arena.float64(X.length);
  return () => {
    transpose(L, map, columns, columns);
    arena.kernels.multiply(inputs, map, product, rows, columns, columns);
  };
}

function ourDistances(
  X: Float64Array,
  _: Float64Array,
  columns: number,
): () => void {
  const rows = X.length / columns;
  const length = packedLength(BLOCK, columns);
  const arena = createArena(8 * (X.length + length + BLOCK ** 2) + 2 ** 16);
  const inputs = arena.copyOf(X);
  const packed = arena.float64(length);
  const distances = arena.float64(BLOCK * BLOCK);
  return () => {
    for (let left = 0; left < rows; left += BLOCK) {
      const width = Math.min(BLOCK, rows - left);
      arena.kernels.packRows(inputs, columns, left, width, packed);
      for (let top = 0; top < rows; top += BLOCK) {
        const height = Math.min(BLOCK, rows - top);
        arena.kernels.blockDistances(
          inputs,
          columns,
          top,
          height,
          packed,
          0,
          width,
          distances,
          0,
          width,
        );
      }
    }
  };
}

function theirProducts(
  X: Float64Array,
  L: Float64Array,
  columns: number,
): () => unknown {
  const matrix = Matrix.from1DArray(X.length / columns, columns, Array.from(X));
  const map = Matrix.from1DArray(columns, columns, Array.from(L));
  return () => matrix.mmul(map.transpose());
}

// ml-matrix has no distances: they are computed from its product of X and Xᵀ, by d² = ‖a‖² + ‖b‖² − 2 a·b
function theirDistances(
  X: Float64Array,
  _: Float64Array,
  columns: number,
): () => unknown {
  const matrix = Matrix.from1DArray(X.length / columns, columns, Array.from(X));
  return () => {
    const gram = matrix.mmul(matrix.transpose());
    const norms = gram.diagonal();
    return gram.mul(-2).addRowVector(norms).addColumnVector(norms);
  };
}
