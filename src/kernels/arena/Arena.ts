import type { Kernels } from '../Kernels.ts';
import { javascript } from '../Kernels.ts';
import { compiledKernels } from '../compiledKernels.ts';

import type { ThreadLease } from './KernelSource.ts';
import { MOST_PAGES, instantiate } from './webAssembly.ts';

/** What kernels work on. */
export type Numbers = Float64Array | Int32Array;

/** A part of a memory, and the kernels that reach it. */
export interface KernelMemory {
  kernels: Kernels;
  buffer: ArrayBufferLike;
  /** The offset of its first byte. */
  start: number;
  /** The offset of the byte after its last one. */
  end: number;
  /** The offset of the first byte that was never handed out: bytes before it may have been written to. */
  untouched: number;
  /** Gives it back to those who lent it. */
  release?: () => void;
}

/** Bytes of a page of WebAssembly memory. */
export const PAGE = 2 ** 16;
/** Bytes between the beginnings of two arrays are multiples of this, a register. */
export const ALIGNMENT = 16;
/** Less than this is multiplied sooner than an instance is made, which takes some .1 ms (benchmark: products). */
const WORTH_AN_INSTANCE = 2 ** 15;
/** The size of an arena without a guess: that of a small fit. */
const DEFAULT_BYTES = 2 ** 20;
/** Bytes that were written to, of a memory that is kept for the next arena: they stay in use. */
const LARGEST_IDLE = 2 ** 22;

/** A memory that is no longer in use, for the next arena: to make one takes as long as a small fit. */
let idle: KernelMemory | undefined;

/**
 * The memory of a piece of work, such as a fit, and the kernels that work on it: everything that kernels are given comes
 * from one arena, so that nothing is copied when they run. It never grows, since that would detach the arrays in it. An
 * array that does not fit is put into memory of its own, which the kernels may not be able to reach: `inArena` then makes
 * everything again in an arena that is large enough.
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

  /** The bytes of all arrays that were asked for. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Whether the kernels reach all arrays that were asked for. */
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
   * Returns a copy of an array that does not change while the arena is in use: the same one each time. Where each array has
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

  /** Gives the memory back, for the next arena. Nothing may read or write the arrays of this one any more. */
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
 * Makes something that works on arrays, in an arena in which all of them fit.
 * @param make - Allocates arrays and fills them, without kernels. It is called once more if they did not fit, with an
 * arena that is large enough.
 * @param guess - Bytes of the first arena. Pages that are not written to take no memory, so it may be generous.
 * @param lease - Threads, for the arena to be in their memory.
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
  if (!larger.fits)
    {throw new Error(`${larger.bytes} bytes instead of ${bytes}`);}
  return again;
}

/**
 * Creates an arena.
 * @param bytes - The size of its memory. With less than 32 kB, and where there is no such memory or no WebAssembly, each
 * array has memory of its own.
 * @param lease - Threads, for the arena to be in their memory if that can grow as much.
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
  const instance = pages > MOST_PAGES ? undefined : instantiate(pages);
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
