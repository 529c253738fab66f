import { ignoreRejection } from '../async/ignoreRejection.ts';
import type { Work } from '../async/work.ts';
import { asWork } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';
import type { Random } from '../data/random.ts';
import { describe } from '../options/describe.ts';

import type { Embedding, Loss, PreparedLoss } from './Loss.ts';
import { LossFailure } from './LossFailure.ts';
import { StrayWatch } from './StrayWatch.ts';
import { ownCopies } from './ownCopies.ts';

/** Numbers on either side of a gradient that have to stay as they are. */
const FENCE = 8;
/** What may have squares, and sums of many squares, that are not finite. */
const TOO_LARGE = 1e100;

const guarded = new WeakSet<Loss>();

/**
 * Guards a custom loss: whatever it does wrong becomes a `LossFailure`, and no wrong number gets further. The loss
 * receives copies of rows, labels and triplets, and must leave the embedding as it is.
 */
export function guardLoss(loss: Loss): Loss {
  const { name } = loss;
  // one a fit, all batches of which draw from one source
  const watches = new WeakMap<Random, StrayWatch>();
  const watched: Loss = {
    name,
    ignoresTriplets: loss.ignoresTriplets === true,
    prepare: (data, triplets, random) => {
      const own = ownCopies({ data, triplets });
      const prepared: unknown = attempt(name, 'prepare', () =>
        loss.prepare(own.data, own.triplets, random),
      );
      const { evaluate } = (prepared ?? {}) as Partial<PreparedLoss>;
      if (typeof evaluate !== 'function') {
        ignoreRejection(prepared);
        throw new LossFailure(
          TypeError,
          name,
          `must return an object with a function evaluate from prepare, got ${describe(prepared)}`,
        );
      }
      const watch = watches.get(random) ?? new StrayWatch();
      watches.set(random, watch);
      return new GuardedLoss(name, prepared as PreparedLoss, data, watch);
    },
  };
  guarded.add(watched);
  return watched;
}

/** Whether a loss is a custom loss, that is, a result of `guardLoss`. */
export function isGuarded(loss: Loss): boolean {
  return guarded.has(loss);
}

class GuardedLoss implements PreparedLoss {
  readonly refresh: PreparedLoss['refresh'];
  readonly saturates: boolean;
  readonly #name: string;
  readonly #loss: PreparedLoss;
  readonly #rows: number;
  readonly #watch: StrayWatch;

  constructor(
    name: string,
    loss: PreparedLoss,
    { rows }: Dense,
    watch: StrayWatch,
  ) {
    this.#name = name;
    this.#loss = loss;
    this.#rows = rows;
    this.#watch = watch;
    this.saturates = loss.saturates === true;
    const { refresh } = loss;
    if (refresh) {
      this.refresh = (embedding) => this.#refresh(refresh, embedding);
    }
  }

  *evaluate(embedding: Embedding, gradient: Float64Array): Work<number> {
    this.#tryOut(embedding);
    const length = this.#rows * embedding.columns;
    const fenced = new Float64Array(length + 2 * FENCE);
    const own = fenced.subarray(FENCE, FENCE + length);
    // so that a write at [undefined] is an error
    Object.preventExtensions(own);
    const before = embedding.values.slice();
    const value: unknown = yield* pursue(this.#name, 'evaluate', () =>
      this.#loss.evaluate({ ...embedding }, own),
    );
    this.#checkUntouched(before, embedding.values);
    const fence = [...fenced.subarray(0, FENCE), ...fenced.subarray(-FENCE)];
    if (fence.some((entry) => entry !== 0)) {
      this.#fail(RangeError, 'must not write outside of its gradient');
    }
    const number = this.#checkValue(value, own, before);
    for (let i = 0; i < length; i++) gradient[i] += own[i];
    return number;
  }

  *#refresh(
    refresh: NonNullable<PreparedLoss['refresh']>,
    embedding: Embedding,
  ): Work<boolean> {
    const before = embedding.values.slice();
    const changed: unknown = yield* pursue(this.#name, 'refresh', () =>
      refresh.call(this.#loss, { ...embedding }),
    );
    this.#checkUntouched(before, embedding.values);
    if (typeof changed === 'boolean') return changed;
    ignoreRejection(changed);
    return this.#fail(
      TypeError,
      `must return a boolean from refresh, got ${describe(changed)}`,
    );
  }

  // typed arrays swallow what is written outside of them
  #tryOut(embedding: Embedding): void {
    const place = this.#watch.find(this.#loss, embedding);
    if (place === undefined) return;
    const length = this.#rows * embedding.columns;
    this.#fail(
      RangeError,
      `must not write outside of its gradient of ${length} numbers, wrote at [${place}]`,
    );
  }

  #checkUntouched(before: Float64Array, after: Float64Array): void {
    if (before.every((value, at) => Object.is(value, after[at]))) return;
    this.#fail(RangeError, 'must not change the embedding');
  }

  #checkValue(
    value: unknown,
    gradient: Float64Array,
    embedding: Float64Array,
  ): number {
    if (typeof value !== 'number') {
      ignoreRejection(value);
      return this.#fail(
        TypeError,
        `must return a number from evaluate, got ${describe(value)}`,
      );
    }
    // an embedding that is too large to be squared is the solver's affair: it takes a shorter step
    if (embedding.some((entry) => !(Math.abs(entry) < TOO_LARGE))) return value;
    if (!Number.isFinite(value)) {
      this.#fail(
        RangeError,
        `must return a finite number from evaluate, got ${value}`,
      );
    }
    const wrong = gradient.findIndex((entry) => !Number.isFinite(entry));
    if (wrong !== -1) {
      this.#fail(
        RangeError,
        `must have a finite gradient, got ${gradient[wrong]} at [${wrong}]`,
      );
    }
    return value;
  }

  #fail(kind: ErrorConstructor, problem: string): never {
    throw new LossFailure(kind, this.#name, problem);
  }
}

function attempt<Result>(
  name: string,
  step: string,
  run: () => Result,
): Result {
  try {
    return run();
  } catch (error) {
    throw failureOf(name, step, error);
  }
}

function* pursue<Result>(
  name: string,
  step: string,
  run: () => Result | Work<Result>,
): Work<Result> {
  try {
    return yield* asWork(run());
  } catch (error) {
    throw failureOf(name, step, error);
  }
}

function failureOf(name: string, step: string, error: unknown): LossFailure {
  const text = error instanceof Error ? error.message : describe(error);
  return new LossFailure(Error, name, `failed in ${step}: ${text}`, error);
}
