import type { CompiledLoops } from '../../kernels/compiledKernels.ts';

/** What a thread is told when it starts. */
export interface ThreadTask {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  /** The kernels, in the order of their numbers. */
  names: Array<keyof CompiledLoops>;
  slots: CallSlots;
}

/**
 * Where threads find the parts of a call, at the bottom of the shared memory. Whichever thread is free takes the next
 * part, so that no thread waits for one that is held up.
 */
export interface CallSlots {
  /** How many signals there are, of four bytes each, from the first byte on. */
  signals: number;
  /** The signal that counts the parts that are left: the thread that subtracts 1 from n > 0 has taken part n - 1. */
  left: number;
  /** The signal that counts the parts that other threads than the calling one have done. */
  done: number;
  /** The signal that is 1 if one has failed. */
  failed: number;
  /** The first byte of the parts. Each is the number of the kernel, how many places, the places; at the end, what it returns. */
  parts: number;
  /** Numbers of a part. */
  length: number;
}

/** The numbers of the kernels. */
export const KERNELS: Array<keyof CompiledLoops> = [
  'multiply',
  'addTransposeProduct',
  'measureDistances',
  'addDistanceGradients',
  'blockDistances',
  'measureNear',
  'addSoftNeighbors',
  'weighNeighbors',
  'addSlopeGradients',
  'measureBlocks',
  'findNearPairs',
];

/** Four-byte signals of a cache line: each has one to itself, or threads that look at one would wait for others. */
const LINE = 16;
/** Numbers of a part: no kernel takes more than 17 places, and lines are whole. */
const LENGTH = 24;
const SIGNALS = 3 * LINE;

/** The places in the shared memory. */
export const SLOTS: CallSlots = {
  signals: SIGNALS,
  left: 0,
  done: LINE,
  failed: 2 * LINE,
  parts: 4 * SIGNALS,
  length: LENGTH,
};

/** The parts of a call, at most. */
export function mostParts(threads: number): number {
  return 8 * threads;
}

/** The bytes of the shared memory that calls take. */
export function bytesOfSlots(threads: number): number {
  return SLOTS.parts + 8 * LENGTH * mostParts(threads);
}
