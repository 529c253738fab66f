/** Work in pieces of a few milliseconds: the caller that takes the steps may pause between them. */
export type Work<Result> = Generator<undefined, Result, undefined>;

/**
 * Multiplications of a piece: some 4 ms, well below what a page can wait. A multiple of what kernels take at a time.
 */
const PIECE = 2 ** 22;
/** Less than this is not worth a pause. */
const WORTH_A_PAUSE = 2 ** 17;

/**
 * Runs a loop in pieces.
 * @param length - The number of iterations.
 * @param cost - Multiplications of an iteration.
 * @param run - Runs the iterations from one up to another, the end excluded.
 * @param step - Pieces begin at multiples of it.
 */
export function* inChunks(
  length: number,
  cost: number,
  run: (from: number, to: number) => void,
  step = 4,
): Work<void> {
  const turns = Math.max(step, Math.floor(PIECE / cost / step) * step);
  for (let from = 0; from < length; from += turns) {
    const to = Math.min(from + turns, length);
    run(from, to);
    if (shouldYield((to - from) * cost)) yield;
  }
}

/**
 * Whether work took long enough for other tasks to run, some .1 ms. A step through several generators takes longer than
 * what a small fit does between two of them.
 * @param cost - Multiplications.
 */
export function shouldYield(cost: number): boolean {
  return cost > WORTH_A_PAUSE;
}

/** Returns a result that is either there or has to be worked for. */
export function* asWork<Result>(work: Result | Work<Result>): Work<Result> {
  return isWork(work) ? yield* work : work;
}

/** Does work without a pause, and drops what it yields. */
export function runSync<Result, Step = undefined>(
  work: Result | Generator<Step, Result, undefined>,
): Result {
  if (!isWork(work)) return work;
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

function isWork<Result, Step>(
  work: Result | Generator<Step, Result, undefined>,
): work is Generator<Step, Result, undefined> {
  const { next } = (work ?? {}) as Partial<Work<Result>>;
  // an async generator has a next too: of promises, none of which is the end
  return typeof next === 'function' && Symbol.iterator in (work as object);
}
