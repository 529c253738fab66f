import type { Outcome } from './SearchCheckpoint.ts';

/**
 * Reads what came out of a task, from wherever it comes.
 * @param given - What came.
 * @param count - How many scores a task has.
 * @returns That many finite scores, or an error; a copy. `undefined`: it is neither.
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
    // holes, too, become something to look at
    const copy = Array.from(scores as unknown[]);
    const isWhole = copy.length === count && copy.every(Number.isFinite);
    return isWhole ? { scores: copy as number[] } : undefined;
  }
  if (typeof error?.message === 'string' && typeof error.name === 'string') {
    return { error: { name: error.name, message: error.message } };
  }
  return undefined;
}
