import type { CompiledLoops } from '../../kernels/compiledKernels.ts';

/** What a thread is told when it starts. */
export interface ThreadTask {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  /** The kernels, in the order of their numbers. */
  names: Array<keyof CompiledLoops>;
  slots: CallSlots;
}

/** Where a thread finds what it is called for, at the bottom of the shared memory. */
export interface CallSlots {
  /** How many signals there are, of four bytes each, from the first byte on. */
  signals: number;
  /** The signal that counts threads that are done. */
  done: number;
  /** The signal that is 1 if one has failed. */
  failed: number;
  /** The signal that says whether this thread is called. */
  state: number;
  /** Its value as long as it is not. */
  idle: number;
  /** The first byte of the call: the number of the kernel, how many places, the places; at the end, what it returns. */
  call: number;
  /** Numbers of a call. */
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
/** Numbers of a call: no kernel takes more than 17, and lines are whole. */
const LENGTH = 24;
const DONE = 0;
const FAILED = LINE;
const STATES = 2 * LINE;

/**
 * The places in the shared memory where a thread reads its calls and writes results.
 * @param thread - The number of the thread; 0 is the calling thread, which needs none.
 * @param threads - The number of threads.
 */
export function slotsOf(thread: number, threads: number): CallSlots {
  const signals = STATES + LINE * threads;
  return {
    signals,
    done: DONE,
    failed: FAILED,
    state: STATES + LINE * thread,
    idle: 0,
    call: 4 * signals + 8 * LENGTH * thread,
    length: LENGTH,
  };
}

/** The bytes of the shared memory that calls take. */
export function bytesOfSlots(threads: number): number {
  return slotsOf(threads, threads).call;
}
