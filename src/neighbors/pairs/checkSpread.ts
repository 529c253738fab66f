import type { Dense } from '../../data/Dense.ts';
import { columnSpread } from '../../kernels/products/columnSpread.ts';

/**
 * Checks that the squared distance of any two rows is finite: an infinite one would lose neighbours silently. The rows
 * lie in a box, whose diagonal is the largest distance they can have. O(n d).
 * @param data - n × d.
 * @throws {RangeError} If it is not; the message names the widest column.
 */
export function checkSpread(data: Dense): void {
  const { values, columns } = data;
  let squares = 0;
  let widest = 0;
  let widestColumn = 0;
  for (let column = 0; column < columns; column++) {
    const { low, high } = columnSpread(values, columns, column);
    const width = high - low;
    squares += width * width;
    if (width > widest) {
      widest = width;
      widestColumn = column;
    }
  }
  if (Number.isFinite(squares)) return;
  throw new RangeError(
    `distances between rows of X must be finite, but the values of column ${widestColumn} span ${widest}`,
  );
}
