import { kernelsOf } from './memory.ts';

/**
 * Squared Euclidean distances between two runs of rows of one matrix: `distances[i · width + j]` is that of row
 * `top + i` and row `left + j`. The sums run over the columns in order, so that a distance is the same number
 * whichever of its rows comes first. O(height · width · columns).
 * @param values - rows × columns, row-major.
 * @param columns - Columns of `values`.
 * @param top - First row of the first run.
 * @param height - Rows of the first run.
 * @param left - First row of the second run.
 * @param width - Rows of the second run.
 * @param distances - height × width, overwritten.
 * @param turned - columns × width, and up to three rows more, so that the width is a multiple of four: the second run, turned, for
 * vectors; overwritten, but not in JavaScript.
 */
export function blockDistances(
  values: Float64Array,
  columns: number,
  top: number,
  height: number,
  left: number,
  width: number,
  distances: Float64Array,
  turned: Float64Array,
): void {
  const kernels = kernelsOf(values, distances, turned);
  if (kernels) {
    kernels.blockDistances(
      values.byteOffset,
      columns,
      top,
      height,
      left,
      width,
      distances.byteOffset,
      turned.byteOffset,
    );
    return;
  }
  for (let i = 0; i < height; i++) {
    const a = (top + i) * columns;
    const out = i * width;
    let j = 0;
    for (; j + 4 <= width; j += 4) {
      const b0 = (left + j) * columns;
      const b1 = b0 + columns;
      const b2 = b1 + columns;
      const b3 = b2 + columns;
      let sum0 = 0;
      let sum1 = 0;
      let sum2 = 0;
      let sum3 = 0;
      for (let k = 0; k < columns; k++) {
        const x = values[a + k];
        const x0 = x - values[b0 + k];
        const x1 = x - values[b1 + k];
        const x2 = x - values[b2 + k];
        const x3 = x - values[b3 + k];
        sum0 += x0 * x0;
        sum1 += x1 * x1;
        sum2 += x2 * x2;
        sum3 += x3 * x3;
      }
      distances[out + j] = sum0;
      distances[out + j + 1] = sum1;
      distances[out + j + 2] = sum2;
      distances[out + j + 3] = sum3;
    }
    for (; j < width; j++) {
      const b = (left + j) * columns;
      let sum = 0;
      for (let k = 0; k < columns; k++) {
        const x = values[a + k] - values[b + k];
        sum += x * x;
      }
      distances[out + j] = sum;
    }
  }
}
