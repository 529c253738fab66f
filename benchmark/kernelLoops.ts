/** The dense loops that are timed, of ours and of ml-matrix: all that the benchmark knows of our kernels is here. */
import { Matrix } from 'ml-matrix';

import { blockDistances } from '../src/kernels/blockDistances.ts';
import { multiplyByTranspose } from '../src/kernels/multiplyByTranspose.ts';

/** `products`: X Lᵀ, `distances`: d² of all pairs of rows. */
export type Loop = 'products' | 'distances';

/** Prepares what a loop needs, and returns the loop. */
type Prepare = (
  X: Float64Array,
  L: Float64Array,
  columns: number,
) => () => unknown;

/** As many rows as distances are taken of at a time in a fit. */
const BLOCK = 64;

/** Whose loops there are. */
export const LOOPS: Record<'ours' | 'ml-matrix', Record<Loop, Prepare>> = {
  ours: { products: ourProducts, distances: ourDistances },
  'ml-matrix': { products: theirProducts, distances: theirDistances },
};

/**
 * What a loop has to do: a product and a sum an element; a difference, a square and a sum for distances, however they are
 * found.
 * @param loop - Which.
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

function ourProducts(
  X: Float64Array,
  L: Float64Array,
  columns: number,
): () => void {
  const rows = X.length / columns;
  const product = new Float64Array(X.length);
  return () => multiplyByTranspose(X, L, product, rows, columns, columns);
}

function ourDistances(
  X: Float64Array,
  _: Float64Array,
  columns: number,
): () => void {
  const rows = X.length / columns;
  const distances = new Float64Array(BLOCK * BLOCK);
  return () => {
    for (let top = 0; top < rows; top += BLOCK) {
      const height = Math.min(BLOCK, rows - top);
      for (let left = 0; left < rows; left += BLOCK) {
        const width = Math.min(BLOCK, rows - left);
        blockDistances(X, columns, top, height, left, width, distances);
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

// ml-matrix has no distances: they come from its product of X and Xᵀ, by d² = ‖a‖² + ‖b‖² − 2 a·b
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
