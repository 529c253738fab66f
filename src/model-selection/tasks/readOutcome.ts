import type { TaskFailure } from './Executor.ts';

/** What a search keeps of the outcome of a task; `null` if there is none yet. */
export type Outcome =
  | { readonly scores: readonly number[] }
  | { readonly error: Readonly<TaskFailure['error']> }
  | null;

/**
 * Reads the outcome of a task, which may come from elsewhere.
 * @param count - The number of scores of a task.
 * @returns A frozen copy with that many finite scores, or with an error; `undefined` if it is neither.
 */
export function readOutcome(
  given: unknown,
  count: number,
): NonNullable<Outcome> | undefined {
  const { scores, error } = (given ?? {}) as {
    scores?: unknown;
    error?: { name?: unknown; message?: unknown };
  };
  if (Array.isArray(scores)) {
    // fills holes with undefined, which is not finite
    const copy = Array.from(scores as number[]);
    const isComplete = copy.length === count && copy.every(Number.isFinite);
    return isComplete
      ? Object.freeze({ scores: Object.freeze(copy) })
      : undefined;
  }
  const { name, message } = error ?? {};
  if (typeof name !== 'string' || typeof message !== 'string') return undefined;
  return Object.freeze({ error: Object.freeze({ name, message }) });
}
