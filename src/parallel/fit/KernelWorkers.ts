import type { CompiledLoops } from '../../kernels/compiledKernels.ts';

import { KERNELS, SLOTS, mostParts } from './callSlots.ts';

/** How often to look whether others are done before falling asleep: see threadWorker.js. */
const LOOKS = 5000;
/** How long to sleep before looking again, in milliseconds. */
const NAP = 100;
/**
 * Naps in a row, half a minute, after which a thread is lost if no part was done: a part takes a few milliseconds. They are
 * counted, since time also passes while the whole process is suspended.
 */
const NAPS = 300;

/** Threads that take parts of kernels, and the one that calls them, which takes parts as well. */
export class KernelWorkers {
  /** The number of threads, including the calling one. */
  readonly threads: number;
  /** The kernels of the calling thread. */
  readonly own: CompiledLoops;
  readonly #signals: Int32Array;
  readonly #parts: Float64Array;
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
    const { signals, parts, length } = SLOTS;
    this.threads = threads;
    this.own = own;
    this.#signals = new Int32Array(buffer, 0, signals);
    this.#parts = new Float64Array(buffer, parts, length * mostParts(threads));
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
   * Runs the parts of a kernel in whichever thread is free, and waits for them.
   * @param calls - The arguments for each part, at most `mostParts`.
   * @returns The result of each part.
   * @throws {Error} If the threads were stopped, or one has failed or is lost.
   */
  runEach(name: keyof CompiledLoops, calls: number[][]): number[] {
    if (this.#missing) throw new Error(this.#missing);
    if (calls.length === 1) return [this.own[name](...calls[0]) as number];
    const { left, failed, length } = SLOTS;
    const signals = this.#signals;
    const parts = this.#parts;
    this.#publish(name, calls);
    let own = 0;
    try {
      for (;;) {
        const part = Atomics.sub(signals, left, 1) - 1;
        if (part < 0) break;
        own++;
        const result = this.own[name](...calls[part]) as number;
        parts[(part + 1) * length - 1] = result;
      }
    } finally {
      // parts are left if a kernel has thrown
      const untaken = Math.max(0, Atomics.exchange(signals, left, 0));
      this.#waitFor(calls.length - own - untaken);
    }
    if (Atomics.load(signals, failed) !== 0) this.#fail('a thread has failed');
    return calls.map((_, part) => parts[(part + 1) * length - 1]);
  }

  #publish(name: keyof CompiledLoops, calls: number[][]): void {
    const { left, done, length } = SLOTS;
    const signals = this.#signals;
    const kernel = KERNELS.indexOf(name);
    for (const [part, places] of calls.entries()) {
      const start = part * length;
      this.#parts[start] = kernel;
      this.#parts[start + 1] = places.length;
      this.#parts.set(places, start + 2);
    }
    Atomics.store(signals, done, 0);
    // from now on, parts are taken
    Atomics.store(signals, left, calls.length);
    Atomics.notify(signals, left, calls.length - 1);
  }

  // that a thread has ended cannot be seen meanwhile: its events come when the caller has returned
  #waitFor(others: number): void {
    const signals = this.#signals;
    const { done } = SLOTS;
    for (let look = 0; look < LOOKS; look++) {
      if (Atomics.load(signals, done) === others) return;
    }
    let naps = 0;
    for (let known = 0; naps < NAPS; naps++) {
      const count = Atomics.load(signals, done);
      if (count === others) return;
      if (count > known) naps = 0;
      known = count;
      this.#nap(known);
    }
    this.#fail('a thread was lost');
  }

  // until another part is done
  #nap(known: number): void {
    const signals = this.#signals;
    const { done } = SLOTS;
    if (this.#canWait) {
      Atomics.wait(signals, done, known, NAP);
      return;
    }
    const end = performance.now() + NAP;
    while (performance.now() < end) {
      if (Atomics.load(signals, done) > known) return;
    }
  }

  #fail(reason: string): never {
    this.dismiss(reason);
    throw new Error(this.#missing);
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
