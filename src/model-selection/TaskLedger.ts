import type { Pacer } from '../estimators/Pacer.ts';

import type { Executor, Scores, Task, TaskFailure } from './Executor.ts';
import type { Outcome, SearchCheckpoint } from './SearchCheckpoint.ts';

/** What a ledger is made of. */
export interface LedgerParts {
  executor: Executor;
  signal: AbortSignal | undefined;
  pacer: Pacer;
  fingerprint: string;
  /** What is known already. */
  rounds: Outcome[][];
  onCheckpoint: ((checkpoint: SearchCheckpoint) => unknown) | undefined;
}

/** Has tasks done, and remembers what came out of them, in whatever order it came. */
export class TaskLedger {
  readonly #parts: LedgerParts;

  /**
   * Opens a ledger.
   * @param parts - Who does the tasks, and what is known already.
   */
  constructor(parts: LedgerParts) {
    this.#parts = parts;
  }

  /**
   * Has the tasks of a round done, but those that are known.
   * @param round - Which round.
   * @param tasks - Its tasks.
   * @param onOutcome - Called with the number of tasks of the round that are done, and waited for.
   * @returns What came out of each.
   * @throws {Error} An executor that leaves tasks undone, or speaks of others. The signal's reason; whatever `onOutcome` throws.
   */
  async finish(
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
        const at = missing[outcome.task];
        const read = readOutcome(outcome, tasks[at]);
        // machines may do a task twice
        if (known[at]) continue;
        known[at] = read;
        done++;
        // first: whoever watches may give up
        await pacer.waitFor(this.#save());
        await pacer.waitFor(onOutcome(done));
      }
      signal?.throwIfAborted();
    }
    return known.map((outcome, at) => {
      if (outcome) return outcome;
      throw new Error(
        `the executor must say what came out of each task, got nothing of task ${missing.indexOf(at)}`,
      );
    });
  }

  // a copy: what comes later does not change it
  #save(): unknown {
    const { fingerprint, rounds, onCheckpoint } = this.#parts;
    if (!onCheckpoint) return undefined;
    return onCheckpoint({
      version: 1,
      fingerprint,
      rounds: structuredClone(rounds),
    });
  }
}

function readOutcome(
  outcome: Scores | TaskFailure,
  task: Task | undefined,
): NonNullable<Outcome> {
  if (!task) {
    throw new Error(
      `the executor must speak of tasks it was given, got ${outcome.task}`,
    );
  }
  if ('error' in outcome) {
    const { name, message } = outcome.error;
    return { error: { name, message } };
  }
  const { scores } = outcome;
  if (
    scores.length === task.scoring.length &&
    scores.every((score) => Number.isFinite(score))
  ) {
    return { scores };
  }
  throw new Error(
    `the executor must bring ${task.scoring.length} finite scores of a task, got ${scores.join(', ')}`,
  );
}
