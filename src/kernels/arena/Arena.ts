import type { Kernels } from '../Kernels.ts';
import { javascript } from '../Kernels.ts';
import { compiledKernels } from '../compiledKernels.ts';

import type { KernelMemory, ThreadLease } from './KernelSource.ts';
import { MAX_PAGES, instantiate } from './webAssembly.ts';

/** The arrays that kernels work on. */
export type Numbers = Float64Array | Int32Array;

/** Bytes of a page of WebAssembly memory. */
export const PAGE = 2 ** 16;
/** Arrays begin at multiples of this number of bytes, a cache line: a row of few columns then lies in as few as possible. */
export const ALIGNMENT = 64;
/**
 * With less memory than this, JavaScript is done before an instance is created, which takes about 0.1 ms (benchmark:
 * products).
 */
const WORTH_AN_INSTANCE = 2 ** 15;
/** The default size of an arena: that of a small fit. */
const DEFAULT_BYTES = 2 ** 20;
/** The most bytes written to that a memory kept for the next arena may have, since they stay allocated. */
const LARGEST_IDLE = 2 ** 22;

/** A released memory for the next arena: creating one takes as long as a small fit. */
let idle: KernelMemory | undefined;

/**
 * The memory of a piece of work, such as a fit, and the kernels that work on it: all arrays of kernels come from one
 * arena, so that nothing is copied when they run. It never grows, since that would detach its arrays. An array that
 * does not fit has memory of its own, which the kernels may be unable to access: `inArena` then creates everything
 * again in an arena that is large enough.
 */
export class Arena {
  /** The kernels for the arrays of this arena. */
  readonly kernels: Kernels;
  #memory: KernelMemory | undefined;
  readonly #copies = new Map<Numbers, Numbers>();
  #isReleased = false;
  #next: number;
  #bytes = 0;

  /**
   * An arena in a memory.
   * @param memory - By default, each array has memory of its own, and kernels run in JavaScript.
   */
  constructor(memory?: KernelMemory) {
    this.kernels = memory?.kernels ?? javascript;
    this.#memory = memory;
    this.#next = memory?.start ?? 0;
  }

  /** The bytes of all requested arrays. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Whether the kernels can access all requested arrays. */
  get fits(): boolean {
    const memory = this.#memory;
    return !memory || this.#bytes <= memory.end - memory.start;
  }

  /** Allocates zeros. */
  float64(length: number): Float64Array {
    const place = this.#take(8 * length);
    if (place === undefined) return new Float64Array(length);
    const { buffer, untouched } = this.#memory as KernelMemory;
    const numbers = new Float64Array(buffer, place, length);
    return place < untouched ? numbers.fill(0) : numbers;
  }

  /** Allocates zeros. */
  int32(length: number): Int32Array {
    const place = this.#take(4 * length);
    if (place === undefined) return new Int32Array(length);
    const { buffer, untouched } = this.#memory as KernelMemory;
    const integers = new Int32Array(buffer, place, length);
    return place < untouched ? integers.fill(0) : integers;
  }

  /**
   * Returns a copy of an array that does not change while the arena is in use, always the same one. If each array has
   * memory of its own, it is the array itself.
   */
  copyOf<Kind extends Numbers>(array: Kind): Kind {
    if (!this.#memory) return array;
    let copy = this.#copies.get(array);
    if (!copy) {
      const { length } = array;
      copy =
        array instanceof Int32Array ? this.int32(length) : this.float64(length);
      copy.set(array);
      this.#copies.set(array, copy);
    }
    return copy as Kind;
  }

  /** Releases the memory for the next arena. The arrays of this one must not be used afterwards. */
  release(): void {
    const memory = this.#memory;
    if (!memory) return;
    this.#memory = undefined;
    this.#isReleased = true;
    if (memory.release) {
      memory.release();
      return;
    }
    const untouched = Math.max(memory.untouched, this.#next);
    if (untouched <= LARGEST_IDLE) idle = { ...memory, untouched };
  }

  #take(bytes: number): number | undefined {
    if (this.#isReleased) throw new Error('the arena was released');
    const memory = this.#memory;
    const whole = Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    this.#bytes += whole;
    if (!memory || this.#next + whole > memory.end) return undefined;
    const place = this.#next;
    this.#next += whole;
    return place;
  }
}

/**
 * Creates something that works on arrays, in an arena in which all of them fit.
 * @param make - Allocates arrays and fills them, without kernels. It is called again with a larger arena if they did
 * not fit.
 * @param guess - Bytes of the first arena. Pages that are not written to take no memory, so it may be generous.
 * @param lease - Threads whose memory the arena is to be in.
 */
export function inArena<Made>(
  make: (arena: Arena) => Made,
  guess = DEFAULT_BYTES,
  lease?: ThreadLease,
): Made {
  const arena = createArena(guess, lease);
  const made = make(arena);
  if (arena.fits) return made;
  const { bytes } = arena;
  arena.release();
  const larger = createArena(bytes, lease);
  const again = make(larger);
  if (!larger.fits) {
    throw new Error(`${larger.bytes} bytes instead of ${bytes}`);
  }
  return again;
}

/**
 * Creates an arena.
 * @param bytes - The size of its memory. With less than 32 kB, or if the memory or WebAssembly is not available, each
 * array has memory of its own.
 * @param lease - Threads whose memory the arena is to be in, if that can grow as much.
 */
export function createArena(bytes: number, lease?: ThreadLease): Arena {
  return new Arena(lease?.allocate(bytes) ?? createMemory(bytes));
}

function createMemory(bytes: number): KernelMemory | undefined {
  if (bytes < WORTH_AN_INSTANCE) return undefined;
  const end = bytes + ALIGNMENT;
  if (idle && idle.end >= end) {
    const memory = idle;
    idle = undefined;
    return memory;
  }
  const pages = Math.ceil(end / PAGE);
  const instance = pages > MAX_PAGES ? undefined : instantiate(pages);
  return (
    instance && {
      kernels: compiledKernels(instance.loops),
      buffer: instance.memory.buffer,
      start: ALIGNMENT,
      end: pages * PAGE,
      untouched: 0,
    }
  );
}
