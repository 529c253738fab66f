import { checkOptionNames } from '../options/checks.ts';
import { describe } from '../options/describe.ts';

import { untilAborted } from './untilAborted.ts';
import type { Part } from './work.ts';
import { inTurns } from './work.ts';

/** Options to observe and cancel asynchronous work. */
export interface AsyncOptions<Progress> {
  /** Cancels the work: the promise rejects with the reason of the signal within a tenth of a second of its abort. */
  signal?: AbortSignal;
  /**
   * Called with a report of each step of the work. A promise that it returns is awaited; an error that it throws or
   * rejects with ends the work.
   */
  onProgress?: (progress: Progress) => unknown;
}

/**
 * Checks the options of asynchronous work.
 * @param others - Further option names that are allowed.
 * @throws {TypeError} If a name is unknown, `signal` is not an `AbortSignal`, or `onProgress` is not a function.
 */
export function checkWatch(
  watch: AsyncOptions<never>,
  others: string[] = [],
): void {
  checkOptionNames(watch, 'options', ['signal', 'onProgress', ...others]);
  const { signal, onProgress } = watch;
  if (signal !== undefined && typeof signal?.throwIfAborted !== 'function') {
    throw new TypeError(
      `signal must be an AbortSignal, got ${describe(signal)}`,
    );
  }
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw new TypeError(
      `onProgress must be a function, got ${describe(onProgress)}`,
    );
  }
}

/** A function of Node.js that browsers lack. */
interface Immediate {
  setImmediate: (resolve: () => void) => void;
}

/** Milliseconds of work before other tasks run: a page still draws its next frame in time. */
const TURN = 12;

/** Does work in turns of a few milliseconds, between which timers, events and frames run. */
export class Pacer {
  readonly #signal: AbortSignal | undefined;
  readonly #channel: InstanceType<typeof MessageChannel>;
  readonly #started = performance.now();
  /** The caller may have worked before: the first pause always waits. */
  #turnStarted = -Infinity;

  /** Starts the clock. */
  constructor(signal: AbortSignal | undefined) {
    signal?.throwIfAborted();
    this.#signal = signal;
    this.#channel = new MessageChannel();
    this.#channel.port1.start();
  }

  /** Milliseconds since the construction. */
  get elapsed(): number {
    return performance.now() - this.#started;
  }

  /**
   * Does work, with pauses.
   * @param run - The work, which yields after each step: a report, parts to be run, or `undefined`.
   * @param onStep - Called with each report, and awaited.
   * @throws {unknown} The reason of the signal when it aborts; errors of the work or of `onStep`.
   */
  async finish<Result, Step>(
    run: Generator<Step | Part[] | undefined, Result, undefined>,
    onStep: (step: Step) => unknown,
  ): Promise<Result> {
    const turns = inTurns<Result, Step | undefined>(run);
    /* eslint-disable no-await-in-loop -- turns follow one another */
    try {
      for (;;) {
        const step = turns.next();
        if (step.done) return step.value;
        if (step.value !== undefined) await this.waitFor(onStep(step.value));
        await this.pause();
      }
    } finally {
      turns.return(undefined as Result);
    }
    /* eslint-enable no-await-in-loop */
  }

  /** Lets other tasks run, if this turn has been long enough. */
  async pause(): Promise<void> {
    if (performance.now() - this.#turnStarted < TURN) return;
    await this.#nextTurn();
    this.#turnStarted = performance.now();
    this.#signal?.throwIfAborted();
  }

  /**
   * Waits for a promise; a value that is not a promise is returned at once.
   * @throws {unknown} The reason of the signal, if it aborts before.
   */
  async waitFor<Result>(promise: Result | Promise<Result>): Promise<Result> {
    const signal = this.#signal;
    return signal ? untilAborted(promise, signal) : promise;
  }

  /** Closes the message channel, which would keep a process alive. */
  close(): void {
    this.#channel.port1.close();
  }

  // in a browser, a message: it is handled after earlier tasks, and is not delayed as nested timers are. Node.js would
  // handle further messages before any timer, and has setImmediate
  #nextTurn(): Promise<void> {
    const { setImmediate } = globalThis as Partial<Immediate>;
    return new Promise((resolve) => {
      if (setImmediate) {
        setImmediate(resolve);
        return;
      }
      const { port1, port2 } = this.#channel;
      port1.addEventListener('message', () => resolve(), { once: true });
      port2.postMessage(null);
    });
  }
}
