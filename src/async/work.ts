/** Work in chunks of a few milliseconds: the caller that takes the steps may pause between them. */
export type Work<Result> = Generator<undefined, Result, undefined>;

/** How much of some work is done, in multiplications; the total is an estimate. */
export interface WorkCount {
  done: number;
  total: number;
}

/** A loop over typed arrays that can be run in chunks. */
export interface Loop {
  /** The number of iterations. */
  length: () => number;
  /** Multiplications of an iteration. */
  cost: number;
  /** Runs the iterations from one up to another, the end excluded. */
  run: (from: number, to: number) => void;
  /** Chunks begin at multiples of it; default: 4. */
  step?: number;
}

/** A part of an evaluation: a loop, or a function, which returns work if it takes long. */
export type Part = Loop | (() => void | Work<void>);

/** A computation as a list of parts, to be run as often as wanted. */
export interface Computation {
  parts: Part[];
  /** Returns the value, once the parts have been run. */
  value: () => number;
}

/**
 * Work that yields lists of parts, and continues when they have been run: to the end by `runSync`, or with pauses by
 * `inTurns`.
 */
export type Evaluation<Result> = Generator<
  Part[] | undefined,
  Result,
  undefined
>;

/** Multiplications of a chunk: about 4 ms, far less than a page can wait. A multiple of the blocks of kernels. */
const CHUNK = 2 ** 22;
/** Less work than this is not worth a pause. */
const WORTH_A_PAUSE = 2 ** 17;

/**
 * Runs a loop in chunks.
 * @param length - The number of iterations.
 * @param cost - Multiplications of an iteration.
 * @param run - Runs the iterations from one up to another, the end excluded.
 * @param step - Chunks begin at multiples of it.
 */
export function* inChunks(
  length: number,
  cost: number,
  run: (from: number, to: number) => void,
  step = 4,
): Work<void> {
  const turns = turnsOf(cost, step);
  for (let from = 0; from < length; from += turns) {
    const to = Math.min(from + turns, length);
    run(from, to);
    if (shouldYield((to - from) * cost)) yield;
  }
}

/**
 * Whether work took long enough for other tasks to run, about 0.1 ms. A step through several generators takes longer
 * than a small fit works between two of them.
 * @param cost - Multiplications.
 */
export function shouldYield(cost: number): boolean {
  return cost > WORTH_A_PAUSE;
}

/** Returns a result that may be the result of work. */
export function* asWork<Result, Step = undefined>(
  work: Result | Generator<Step, Result, undefined>,
): Generator<Step, Result, undefined> {
  return isWork(work) ? yield* work : work;
}

/**
 * Uses a result that may be the result of work: then the use becomes part of the work.
 * @param onError - Called with an error of the work; its own error replaces it.
 */
export function afterwards<Result, Used>(
  work: Result | Work<Result>,
  use: (result: Result) => Used,
  onError: (error: unknown) => never = rethrow,
): Used | Work<Used> {
  return isWork(work) ? useLater(work, use, onError) : use(work);
}

/** Does work to its end, and discards what it yields, except for parts, which are run. */
export function runSync<Result, Step = undefined>(
  work: Result | Generator<Step, Result, undefined>,
): Result {
  if (!isWork(work)) return work;
  let step = work.next();
  while (!step.done) {
    step = Array.isArray(step.value)
      ? resumeAfter(work, step.value as Part[])
      : work.next();
  }
  return step.value;
}

/** Runs parts one after the other, loops in the same chunks as `inTurns`, so that sums have the same bits. */
export function runParts(parts: Part[]): void {
  for (const part of parts) {
    if (typeof part === 'function') {
      runSync(part());
      continue;
    }
    const { cost, run, step = 4 } = part;
    const length = part.length();
    const turns = turnsOf(cost, step);
    for (let from = 0; from < length; from += turns) {
      run(from, Math.min(from + turns, length));
    }
  }
}

/** Continues a run, and does the parts that it yields with pauses. */
export function* inTurns<Result, Step>(
  run: Generator<Step | Part[], Result, undefined>,
): Generator<Step | undefined, Result, undefined> {
  try {
    let step = run.next();
    while (!step.done) {
      if (Array.isArray(step.value)) {
        try {
          yield* runInTurns(step.value);
        } catch (error) {
          step = run.throw(error);
          continue;
        }
      } else {
        yield step.value;
      }
      step = run.next();
    }
    return step.value;
  } finally {
    // where the caller gives up, the run cleans up
    run.return(undefined as Result);
  }
}

/** Runs parts one after the other, and yields after each chunk that took long. */
export function* runInTurns(parts: Part[]): Work<void> {
  for (const part of parts) {
    if (typeof part === 'function') {
      yield* asWork(part());
    } else {
      yield* inChunks(part.length(), part.cost, part.run, part.step);
    }
  }
}

function* useLater<Result, Used>(
  work: Work<Result>,
  use: (result: Result) => Used,
  onError: (error: unknown) => never,
): Work<Used> {
  let result: Result;
  try {
    result = yield* work;
  } catch (error) {
    return onError(error);
  }
  return use(result);
}

function rethrow(error: unknown): never {
  throw error;
}

// an error of a part is thrown into the work that has yielded it
function resumeAfter<Result, Step>(
  work: Generator<Step, Result, undefined>,
  parts: Part[],
): IteratorResult<Step, Result> {
  try {
    runParts(parts);
  } catch (error) {
    return work.throw(error);
  }
  return work.next();
}

function turnsOf(cost: number, step: number): number {
  return Math.max(step, Math.floor(CHUNK / cost / step) * step);
}

function isWork<Result, Step>(
  work: Result | Generator<Step, Result, undefined>,
): work is Generator<Step, Result, undefined> {
  const { next } = (work ?? {}) as Partial<Generator<Step, Result, undefined>>;
  // an async generator has a next as well, which returns promises
  return typeof next === 'function' && Symbol.iterator in (work as object);
}
