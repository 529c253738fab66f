import type { Kernels } from '../../kernels/Kernels.ts';
import { ALIGNMENT, PAGE } from '../../kernels/arena/Arena.ts';
import type {
  KernelMemory,
  KernelSource,
  ThreadLease,
} from '../../kernels/arena/KernelSource.ts';
import { MAX_PAGES } from '../../kernels/arena/webAssembly.ts';

import type { KernelWorkers } from './KernelWorkers.ts';
import type { Thread } from './Thread.ts';
import { bytesOfSlots } from './callSlots.ts';
import { threadedKernels } from './threadedKernels.ts';

/** Threads that share the work of a fit, one fit at a time. */
export interface Threads extends KernelSource {
  /**
   * Stops the threads, and releases their memory. A fit in progress fails.
   * @returns A promise that resolves when they have stopped.
   */
  stop: () => Promise<void>;
}

const STOPPED = 'they were stopped';

/** Workers and their memory, lent to one fit at a time. */
export class ThreadPool implements Threads {
  readonly threads: number;
  readonly #workers: KernelWorkers;
  readonly #others: Thread[];
  readonly #kernels: Kernels;
  /** `undefined` once they were stopped. */
  #memory: WebAssembly.Memory | undefined;
  /** The offset of the first byte that is not in use, and that of the first byte that never was. */
  #next: number;
  #untouched: number;
  #isLent = false;

  /**
   * Takes over threads that have started.
   * @param memory - The memory that they share.
   * @param others - All threads but the calling one.
   */
  constructor(
    workers: KernelWorkers,
    memory: WebAssembly.Memory,
    others: Thread[],
  ) {
    this.threads = workers.threads;
    this.#workers = workers;
    this.#others = others;
    this.#kernels = threadedKernels(workers);
    this.#memory = memory;
    this.#next = ALIGNMENT * Math.ceil(bytesOfSlots(this.threads) / ALIGNMENT);
    this.#untouched = this.#next;
  }

  acquire(): ThreadLease {
    this.#checkedMemory();
    if (this.#isLent) {
      throw new Error(
        'threads can work on one fit at a time only: wait for the other fit, or start other threads for this one',
      );
    }
    this.#isLent = true;
    const bottom = this.#next;
    return {
      threads: this.threads,
      allocate: (bytes) => this.#allocate(bytes),
      release: () => {
        this.#next = bottom;
        this.#isLent = false;
      },
    };
  }

  async stop(): Promise<void> {
    this.#workers.dismiss(STOPPED);
    this.#memory = undefined;
    await Promise.all(this.#others.map((thread) => thread.end()));
  }

  #checkedMemory(): WebAssembly.Memory {
    const missing = this.#memory ? this.#workers.missing : STOPPED;
    if (missing) throw new Error(`threads cannot be used: ${missing}`);
    return this.#memory as WebAssembly.Memory;
  }

  // arrays in a shared memory stay where they are while it grows
  #allocate(bytes: number): KernelMemory | undefined {
    const memory = this.#checkedMemory();
    const start = this.#next;
    const end = start + ALIGNMENT * Math.ceil(bytes / ALIGNMENT);
    if (!growTo(memory, end)) return undefined;
    const untouched = this.#untouched;
    this.#next = end;
    this.#untouched = Math.max(untouched, end);
    const { buffer } = memory;
    const release = () => {
      if (this.#next === end) this.#next = start;
    };
    return { kernels: this.#kernels, buffer, start, end, untouched, release };
  }
}

function growTo(memory: WebAssembly.Memory, bytes: number): boolean {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE);
  if (missing <= 0) return true;
  if (memory.buffer.byteLength / PAGE + missing > MAX_PAGES) return false;
  try {
    memory.grow(missing);
    return true;
  } catch {
    return false;
  }
}
