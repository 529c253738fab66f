import { describe } from '../validation/describe.ts';
import { checkOptionNames } from '../validation/options.ts';

import { untilAborted } from './untilAborted.ts';

/** What a fit that lets others work is given. */
export interface AsyncOptions<Progress> {
  /** When it aborts, the fit is given up within a tenth of a second, and rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Called after each iteration, and waited for if it promises something; what it throws or rejects with ends the fit. */
  onProgress?: (progress: Progress) => unknown;
}

/**
 * Checks what a fit that lets others work is given.
 * @param others - Names of what else may be among them.
 * @throws {TypeError} Unknown names, something other than a signal or a function.
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

/** What Node.js has and browsers lack. */
interface Immediate {
  setImmediate: (resolve: () => void) => void;
}

/** Milliseconds of work before others get their turn: a page still draws its next frame in time. */
const TURN = 12;

/** Does work in turns of a few milliseconds, between which timers, events and frames get theirs. */
export class Pacer {
  readonly #signal: AbortSignal | undefined;
  readonly #channel: InstanceType<typeof MessageChannel>;
  readonly #started = performance.now();
  /** Whoever begins may have worked before: the first pause is one. */
  #turnStarted = -Infinity;

  /** Begins to count. */
  constructor(signal: AbortSignal | undefined) {
    signal?.throwIfAborted();
    this.#signal = signal;
    this.#channel = new MessageChannel();
    this.#channel.port1.start();
  }

  /** Milliseconds since it began. */
  get elapsed(): number {
    return performance.now() - this.#started;
  }

  /**
   * Does work, with pauses.
   * @param run - The work: it says after each step where it is, or nothing.
   * @param onStep - Called with what it says, and waited for.
   * @throws {unknown} The signal's reason, when it aborts; whatever the work throws, or `onStep`.
   */
  async finish<Result, Step>(
    run: Generator<Step | undefined, Result, undefined>,
    onStep: (step: Step) => unknown,
  ): Promise<Result> {
    /* eslint-disable no-await-in-loop -- turns follow one another */
    for (;;) {
      const step = run.next();
      if (step.done) return step.value;
      if (step.value !== undefined) await this.waitFor(onStep(step.value));
      await this.pause();
    }
    /* eslint-enable no-await-in-loop */
  }

  /** Gives others their turn, if this one has been long enough. */
  async pause(): Promise<void> {
    if (performance.now() - this.#turnStarted < TURN) return;
    await this.#nextTurn();
    this.#turnStarted = performance.now();
    this.#signal?.throwIfAborted();
  }

  /**
   * Waits for something that others do.
   * @throws {unknown} The signal's reason, when it aborts before.
   */
  async waitFor<Result>(promise: Result | Promise<Result>): Promise<Result> {
    const signal = this.#signal;
    return signal ? untilAborted(promise, signal) : promise;
  }

  /** Lets go of what it holds: a process may end then. */
  close(): void {
    this.#channel.port1.close();
  }

  // in a browser, a message: it is handled after what waited before it, and is not held back as nested timers are. Node.js
  // handles a message that is posted meanwhile before any timer, and has setImmediate
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
