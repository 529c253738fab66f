import type { Work } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';

import { scatterOf } from './products.ts';

/** The scatter of rows within and between their classes. */
export interface ClassScatter {
  /** Σ (x − μ_c)(x − μ_c)ᵀ over all rows, d × d. */
  within: Float64Array;
  /** √n_c (μ_c − μ) for each class, classes × d. */
  between: Dense;
}

/**
 * Measures the scatter of rows. O(n d²).
 * @param data - n × d.
 * @param classes - The number of classes; one without rows has a row of zeros.
 */
export function* classScatter(
  { values, rows, columns }: Dense,
  codes: Int32Array,
  classes: number,
): Work<ClassScatter> {
  const sizes = new Float64Array(classes);
  const means = new Float64Array(classes * columns);
  for (let row = 0; row < rows; row++) {
    sizes[codes[row]]++;
    for (let k = 0; k < columns; k++) {
      means[codes[row] * columns + k] += values[row * columns + k];
    }
  }
  const mean = new Float64Array(columns);
  for (const [at, sum] of means.entries()) {
    mean[at % columns] += sum / rows;
    means[at] = sum / Math.max(sizes[Math.floor(at / columns)], 1);
  }
  yield;
  const centered = new Float64Array(values.length);
  for (let row = 0; row < rows; row++) {
    const from = row * columns;
    const center = codes[row] * columns;
    for (let k = 0; k < columns; k++) {
      centered[from + k] = values[from + k] - means[center + k];
    }
  }
  yield;
  const within = yield* scatterOf({ values: centered, rows, columns });
  const between = means.map((value, at) => {
    const size = sizes[Math.floor(at / columns)];
    return size === 0 ? 0 : Math.sqrt(size) * (value - mean[at % columns]);
  });
  return { within, between: { values: between, rows: classes, columns } };
}
