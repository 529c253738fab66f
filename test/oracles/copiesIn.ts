import type { Arena, Numbers } from '../../src/kernels/arena/Arena.ts';

/** The same numbers in an arena, an array for each array. */
export function copiesIn(arena: Arena, arrays: Numbers[]): Numbers[] {
  return arrays.map((array) => {
    const { length } = array;
    const copy =
      array instanceof Int32Array ? arena.int32(length) : arena.float64(length);
    copy.set(array);
    return copy;
  });
}
