import { builtinOfNode } from './builtinOfNode.ts';

/**
 * How many threads the machine runs at once.
 * @returns A count, of one at least.
 */
export function availableThreads(): number {
  const node = builtinOfNode('node:os') as
    { availableParallelism: () => number } | undefined;
  return node ? node.availableParallelism() : navigator.hardwareConcurrency;
}
