import type { Executor, Scores, Task, TaskFailure } from 'ml-metric-learning';
import { inline } from 'ml-metric-learning';

/** Does tasks as `inline` does, and remembers them, round by round. */
export function watchedExecutor(): Executor & { rounds: Task[][] } {
  const rounds: Task[][] = [];
  return {
    rounds,
    run(tasks, signal) {
      rounds.push(tasks.slice());
      return inline.run(tasks, signal);
    },
  };
}

/** Brings outcomes in another order: the last ones first, and some of them twice. */
export const unorderly: Executor = {
  async *run(tasks, signal) {
    const outcomes: Array<Scores | TaskFailure> = [];
    for await (const outcome of inline.run(tasks, signal)) {
      outcomes.unshift(outcome);
      if (outcome.task % 3 === 0) outcomes.push(outcome);
    }
    yield* outcomes;
  },
};
