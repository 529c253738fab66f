import type { CompiledLoops } from './CompiledKernels.ts';
import type { Numbers } from './memory.ts';
import { kernelsOf } from './memory.ts';

/**
 * Runs a compiled kernel a number of times: at once, where there are threads.
 * @param name - Which.
 * @param calls - What each run is given; an array stands for the place of its first byte.
 * @returns What each run returns; `undefined`: the arrays are not all in the memory of one instance.
 */
export function callEach(
  name: keyof CompiledLoops,
  calls: Array<Array<Numbers | number>>,
): number[] | undefined {
  const arrays = calls.flat().filter((part) => typeof part !== 'number');
  const [array, ...others] = arrays;
  const kernels = kernelsOf(array, ...others);
  if (!kernels) return undefined;
  const places = calls.map((call) =>
    call.map((part) => (typeof part === 'number' ? part : part.byteOffset)),
  );
  if (kernels.runEach) return kernels.runEach(name, places);
  return places.map((call) => kernels[name](...call) as number);
}
