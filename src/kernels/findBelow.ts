import { kernelsOf } from './memory.ts';

/**
 * Finds the places in a block of numbers that are below the limit of their row or below that of their column.
 * O(height · width).
 * @param block - height × width, row-major.
 * @param height - Rows of the block.
 * @param width - Columns of the block.
 * @param limits - A limit for each row of a larger whole, of which rows and columns of the block are parts.
 * @param top - Of which the first row of the block is.
 * @param left - Of which the first column is.
 * @param found - Overwritten with places in the block, ascending; one longer than the block.
 * @returns How many.
 */
export function findBelow(
  block: Float64Array,
  height: number,
  width: number,
  limits: Float64Array,
  top: number,
  left: number,
  found: Int32Array,
): number {
  const kernels = kernelsOf(block, limits, found);
  if (kernels) {
    return kernels.findBelow(
      block.byteOffset,
      height,
      width,
      limits.byteOffset + 8 * top,
      limits.byteOffset + 8 * left,
      found.byteOffset,
    );
  }
  let count = 0;
  let place = 0;
  for (let i = top; i < top + height; i++) {
    for (let j = left; j < left + width; j++) {
      if (block[place] < limits[i] || block[place] < limits[j]) {
        found[count++] = place;
      }
      place++;
    }
  }
  return count;
}
