import type { Arena, Numbers } from '../../src/kernels/arena/Arena.ts';

/** Copies arrays into an arena. */
export function copiesIn(arena: Arena, arrays: Numbers[]): Numbers[] {
  return arrays.map((array) => {
    const { length } = array;
    const copy =
      array instanceof Int32Array ? arena.int32(length) : arena.float64(length);
    copy.set(array);
    return copy;
  });
}
