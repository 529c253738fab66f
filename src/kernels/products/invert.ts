import { kernelsOf } from '../arena/memory.ts';

/**
 * Inverts numbers to which something was added, `1 / (x + shift)`; what is not positive then becomes 0. O(numbers).
 * @param values - Numbers, overwritten.
 * @param shift - What is added.
 */
export function invert(values: Float64Array, shift: number): void {
  const { length } = values;
  const kernels = kernelsOf(values);
  if (kernels) {
    kernels.invert(values.byteOffset, length, shift);
    return;
  }
  for (let i = 0; i < length; i++) {
    const value = values[i] + shift;
    values[i] = value > 0 ? 1 / value : 0;
  }
}
