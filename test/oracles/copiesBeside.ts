import type { Numbers } from '../../src/kernels/arena/memory.ts';
import { float64Beside, int32Beside } from '../../src/kernels/arena/memory.ts';

/** The same numbers in the memory where another array is. */
export function copiesBeside(room: Numbers, arrays: Numbers[]): Numbers[] {
  return arrays.map((array) => {
    const copy =
      array instanceof Int32Array
        ? int32Beside(room, array.length)
        : float64Beside(room, array.length);
    copy.set(array);
    return copy;
  });
}
