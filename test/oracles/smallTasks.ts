import { MetricKNN } from 'ml-metric-learning';

import type {
  Executor,
  Scores,
  Task,
  TaskFailure,
} from '../../src/model-selection/tasks/Executor.ts';

import { randomClasses } from './randomData.ts';

/** Small tasks over the same data: all options on all splits. */
export function smallTasks(options: object[], splits: number): Task[] {
  const data = randomClasses(60, 4, 3, 11);
  const rows = Array.from({ length: data.rows }, (_, row) => row);
  const parts = Array.from({ length: splits }, (_, split) => ({
    train: Int32Array.from(rows.filter((row) => row % splits !== split)),
    test: Int32Array.from(rows.filter((row) => row % splits === split)),
  }));
  return options.flatMap((some) =>
    parts.map((part) => ({
      data,
      classifier: MetricKNN,
      options: some,
      scoring: ['accuracy', { name: 'certifiedAccuracy', radius: 0.1 }],
      ...part,
    })),
  );
}

/** Options of several kinds; the last two are invalid, in the constructor and in `train`. */
export const manyOptions = [
  { k: 1, metric: false },
  { k: 3 },
  { k: 5, metric: { loss: 'nca', components: 2 } },
  { metric: { solver: { name: 'adam', epochs: 2 }, seed: 7 } },
  { k: 0 },
  { k: 59 },
];

/** The outcomes of tasks, in order, without the seconds. */
export async function outcomesOf(
  executor: Executor,
  tasks: Task[],
  signal?: AbortSignal,
): Promise<Array<Omit<Scores, 'fitSeconds' | 'scoreSeconds'> | TaskFailure>> {
  const outcomes = [];
  for await (const outcome of executor.run(tasks, signal)) {
    outcomes.push(
      'error' in outcome
        ? outcome
        : {
            task: outcome.task,
            scores: outcome.scores,
            confusion: outcome.confusion,
          },
    );
  }
  return outcomes.toSorted((a, b) => a.task - b.task);
}
