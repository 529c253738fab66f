import type { CompiledKernels } from '../../kernels/arena/CompiledKernels.ts';
import type { KernelLoan } from '../../kernels/arena/KernelSource.ts';
import type { Room } from '../../kernels/arena/Room.ts';
import { ALIGNMENT, PAGE } from '../../kernels/arena/memory.ts';
import { MOST_PAGES } from '../../kernels/arena/webAssembly.ts';

import type { KernelWorkers } from './KernelWorkers.ts';
import type { Thread } from './Thread.ts';
import type { Threads } from './Threads.ts';
import { bytesOfBoard } from './callSlots.ts';
import { threadedKernels } from './threadedKernels.ts';

/** What threads work with. */
interface Shared {
  crew: KernelWorkers;
  kernels: CompiledKernels;
  memory: WebAssembly.Memory;
  /** What was lent last. */
  room: Room | undefined;
}

/** A crew and its memory, lent to one fit at a time. */
export class ThreadPool implements Threads {
  readonly threads: number;
  readonly #others: Thread[];
  /** `undefined` once they were stopped. */
  #shared: Shared | undefined;
  #isLent = false;

  /**
   * Takes over threads that have started.
   * @param memory - The memory that they share.
   * @param others - All threads but the calling one.
   */
  constructor(
    crew: KernelWorkers,
    memory: WebAssembly.Memory,
    others: Thread[],
  ) {
    this.threads = crew.threads;
    this.#others = others;
    const kernels = threadedKernels(crew);
    this.#shared = { crew, kernels, memory, room: undefined };
  }

  acquire(): KernelLoan {
    const shared = this.#shared;
    if (!shared || shared.crew.missing) {
      const reason = shared?.crew.missing ?? STOPPED;
      throw new Error(`threads cannot be used: ${reason}`);
    }
    if (this.#isLent) {
      throw new Error(
        'threads can work on one fit at a time only: wait for the other fit, or start other threads for this one',
      );
    }
    this.#isLent = true;
    return {
      threads: this.threads,
      clear: (bytes) => clear(shared, bytes),
      release: () => {
        this.#isLent = false;
      },
    };
  }

  async stop(): Promise<void> {
    this.#shared?.crew.dismiss(STOPPED);
    this.#shared = undefined;
    await Promise.all(this.#others.map((thread) => thread.end()));
  }
}

const STOPPED = 'they were stopped';

function clear(shared: Shared, bytes: number): Room {
  const { crew, kernels, memory, room } = shared;
  const board = bytesOfBoard(crew.threads);
  const bottom = Math.ceil(board / ALIGNMENT) * ALIGNMENT;
  grow(memory, bottom + bytes);
  const untouched = Math.max(room?.untouched ?? 0, room?.next ?? 0);
  const { buffer } = memory;
  shared.room = { kernels, buffer, next: bottom, untouched };
  return shared.room;
}

// arrays in a shared memory stay where they are while it grows
function grow(memory: WebAssembly.Memory, bytes: number): void {
  const present = memory.buffer.byteLength / PAGE;
  const wanted = Math.min(Math.ceil(bytes / PAGE), MOST_PAGES);
  if (wanted <= present) return;
  try {
    memory.grow(wanted - present);
  } catch {
    // there is no more: what does not fit is put elsewhere
  }
}
