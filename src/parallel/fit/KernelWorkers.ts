import type { CompiledLoops } from '../../kernels/compiledKernels.ts';

import type { CallSlots } from './callSlots.ts';
import { KERNELS, slotsOf } from './callSlots.ts';

/** What the state of a thread becomes when it is called. */
const CALLED = 1;
/** How often to look whether others are done before falling asleep: see threadWorker.js. */
const LOOKS = 5000;

/** Threads that are told to run kernels, and the one that tells them, which runs its own part. */
export class KernelWorkers {
  /** The number of threads, including the calling one. */
  readonly threads: number;
  /** The kernels of the calling thread. */
  readonly own: CompiledLoops;
  readonly #slots: CallSlots[];
  readonly #signals: Int32Array;
  readonly #calls: Float64Array[];
  readonly #canWait: boolean;
  #missing: string | undefined;

  /**
   * Uses the bottom of a memory for its calls.
   * @param memory - The memory that all threads share.
   * @param own - The kernels of the calling thread, on this memory.
   * @param threads - The number of threads, including the calling one.
   */
  constructor(
    { buffer }: WebAssembly.Memory,
    own: CompiledLoops,
    threads: number,
  ) {
    this.threads = threads;
    this.own = own;
    this.#slots = Array.from({ length: threads }, (_, thread) =>
      slotsOf(thread, threads),
    );
    this.#signals = new Int32Array(buffer, 0, this.#slots[0].signals);
    this.#calls = this.#slots.map(
      ({ call, length }) => new Float64Array(buffer, call, length),
    );
    this.#canWait = canWaitOn(this.#signals);
  }

  /** Why the threads can no longer be used; `undefined` while they can. */
  get missing(): string | undefined {
    return this.#missing;
  }

  /** Marks the threads as gone, so that no call waits for them. */
  dismiss(reason: string): void {
    this.#missing ??= reason;
  }

  /**
   * Runs a kernel in several threads at once, and waits for them.
   * @param calls - The arguments for each thread: the first for the calling thread; at most one per thread.
   * @returns The result of each thread.
   * @throws {Error} If the threads were stopped, or one has failed.
   */
  runEach(name: keyof CompiledLoops, calls: number[][]): number[] {
    if (this.#missing) throw new Error(this.#missing);
    const kernel = KERNELS.indexOf(name);
    const signals = this.#signals;
    const [{ done, failed }] = this.#slots;
    Atomics.store(signals, done, 0);
    for (let thread = 1; thread < calls.length; thread++) {
      const numbers = this.#calls[thread];
      const { state } = this.#slots[thread];
      numbers[0] = kernel;
      numbers[1] = calls[thread].length;
      numbers.set(calls[thread], 2);
      Atomics.store(signals, state, CALLED);
      Atomics.notify(signals, state);
    }
    const results: number[] = [];
    try {
      results.push(this.own[name](...calls[0]) as number);
    } finally {
      this.#waitFor(calls.length - 1);
    }
    if (Atomics.load(signals, failed) !== 0) {
      this.dismiss('a thread has failed');
      throw new Error(this.#missing);
    }
    for (let thread = 1; thread < calls.length; thread++) {
      results.push(this.#calls[thread][this.#slots[thread].length - 1]);
    }
    return results;
  }

  #waitFor(others: number): void {
    const signals = this.#signals;
    const [{ done }] = this.#slots;
    for (let look = 0; look < LOOKS; look++) {
      if (Atomics.load(signals, done) === others) return;
    }
    for (;;) {
      const count = Atomics.load(signals, done);
      if (count === others) return;
      if (this.#canWait) Atomics.wait(signals, done, count);
    }
  }
}

// the main thread of a browser may not sleep
function canWaitOn(signals: Int32Array): boolean {
  try {
    Atomics.wait(signals, 0, Atomics.load(signals, 0) + 1);
    return true;
  } catch {
    return false;
  }
}
