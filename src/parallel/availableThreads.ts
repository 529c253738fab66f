import { builtinOfNode } from './builtinOfNode.ts';

/** The number of threads that the machine runs in parallel, at least 1. */
export function availableThreads(): number {
  const node = builtinOfNode('node:os') as
    { availableParallelism: () => number } | undefined;
  return node ? node.availableParallelism() : navigator.hardwareConcurrency;
}
