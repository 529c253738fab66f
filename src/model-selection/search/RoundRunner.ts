import type { Pacer } from '../../async/Pacer.ts';
import { describe } from '../../options/describe.ts';
import type { Executor, Scores, Task } from '../tasks/Executor.ts';
import type { Outcome } from '../tasks/readOutcome.ts';
import { readOutcome } from '../tasks/readOutcome.ts';

import type { SearchCheckpoint } from './SearchCheckpoint.ts';

/** What `RoundRunner` needs to run tasks and to save their outcomes. */
export interface RoundRunnerParts {
  executor: Executor;
  signal: AbortSignal | undefined;
  pacer: Pacer;
  fingerprint: string;
  /** The outcomes known so far. */
  rounds: Outcome[][];
  onCheckpoint: ((checkpoint: SearchCheckpoint) => unknown) | undefined;
}

/** Runs the tasks of rounds by an executor, and collects their outcomes, in whatever order they come. */
export class RoundRunner {
  readonly #parts: RoundRunnerParts;

  /** Starts with the outcomes known so far. */
  constructor(parts: RoundRunnerParts) {
    this.#parts = parts;
  }

  /**
   * Runs the tasks of a round, except those whose outcome is known.
   * @param onOutcome - Called with the number of tasks of the round that are done, and awaited.
   * @returns The outcome of each task.
   * @throws {Error} If the executor leaves tasks undone, or returns an outcome that is not one of its tasks.
   * @throws {unknown} The reason of the signal; whatever `onOutcome` or `onCheckpoint` throws.
   */
  async run(
    round: number,
    tasks: readonly Task[],
    onOutcome: (done: number) => unknown,
  ): Promise<Array<NonNullable<Outcome>>> {
    const { executor, signal, pacer, rounds } = this.#parts;
    const known = tasks.map((_, at) => rounds[round]?.[at] ?? null);
    rounds[round] = known;
    const missing = Array.from(known.keys()).filter((at) => !known[at]);
    signal?.throwIfAborted();
    if (missing.length > 0) {
      const outcomes = executor.run(
        missing.map((at) => tasks[at]),
        signal,
      );
      let done = tasks.length - missing.length;
      for await (const outcome of outcomes) {
        signal?.throwIfAborted();
        const at = placeOf(outcome, missing);
        const checked = checkOutcome(outcome, tasks[at]);
        // executors may run a task twice
        if (known[at]) continue;
        known[at] = checked;
        done++;
        // saved first, since onProgress may end the search
        await pacer.waitFor(this.#save());
        await pacer.waitFor(onOutcome(done));
      }
      signal?.throwIfAborted();
    }
    return known.map((outcome, at) => {
      if (outcome) return outcome;
      throw new Error(
        `executor must return an outcome for each task, got none for task ${missing.indexOf(at)}`,
      );
    });
  }

  // the caller's copy must not change later. Outcomes are frozen: to clone them each time took longer than small fits
  #save(): unknown {
    const { fingerprint, rounds, onCheckpoint } = this.#parts;
    if (!onCheckpoint) return undefined;
    return onCheckpoint({
      version: 1,
      fingerprint,
      rounds: rounds.map((outcomes) => outcomes.slice()),
    });
  }
}

// the place in the round of an outcome, whose task is an index into the missing ones
function placeOf(outcome: unknown, missing: readonly number[]): number {
  const { task } = (outcome ?? {}) as Partial<Scores>;
  const at = Number.isInteger(task) ? missing[task as number] : undefined;
  if (at !== undefined) return at;
  const found = typeof task === 'number' ? task : describe(outcome);
  throw new Error(
    `executor must return outcomes of the tasks it was given, got ${found}`,
  );
}

function checkOutcome(
  outcome: unknown,
  { scoring }: Task,
): NonNullable<Outcome> {
  const checked = readOutcome(outcome, scoring.length);
  if (checked) return checked;
  const { scores } = outcome as { scores?: unknown };
  const found = Array.isArray(scores) ? scores.join(', ') : describe(scores);
  throw new Error(
    `executor must return finite scores, ${scoring.length} per task, got ${found}`,
  );
}
