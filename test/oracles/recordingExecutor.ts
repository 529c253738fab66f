import type { Executor, Scores, Task, TaskFailure } from 'ml-metric-learning';
import { inline } from 'ml-metric-learning';

/** Runs tasks as `inline` does, and records the tasks of each round. */
export function recordingExecutor(): Executor & { rounds: Task[][] } {
  const rounds: Task[][] = [];
  return {
    rounds,
    run(tasks, signal) {
      rounds.push(tasks.slice());
      return inline.run(tasks, signal);
    },
  };
}

/** Yields outcomes in another order: the last ones first, and some of them twice. */
export const unorderedExecutor: Executor = {
  async *run(tasks, signal) {
    const outcomes: Array<Scores | TaskFailure> = [];
    for await (const outcome of inline.run(tasks, signal)) {
      outcomes.unshift(outcome);
      if (outcome.task % 3 === 0) outcomes.push(outcome);
    }
    yield* outcomes;
  },
};
