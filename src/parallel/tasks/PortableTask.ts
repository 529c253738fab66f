import { MetricKNN } from '../../estimators/classifier/MetricKNN.ts';
import type { MetricKNNOptions } from '../../estimators/classifier/metricKNNOptions.ts';
import { isCustomLoss } from '../../losses/resolveLoss.ts';
import type {
  Scoring,
  Task,
  TaskFailure,
} from '../../model-selection/tasks/Executor.ts';
import type { TaskOutcome } from '../../model-selection/tasks/runTask.ts';
import { attemptTask } from '../../model-selection/tasks/runTask.ts';
import { describe } from '../../options/describe.ts';

/** The classes that tasks may name: those of the library. */
const CLASSES = { MetricKNN };

/** A built-in score. */
export type NamedScoring = Exclude<Scoring, (...args: never[]) => unknown>;

/** A task that can run elsewhere: its class by name, its options as plain JSON. */
export interface PortableTask extends Pick<Task, 'data' | 'train' | 'test'> {
  classifier: keyof typeof CLASSES;
  options: MetricKNNOptions;
  scoring: readonly NamedScoring[];
}

/**
 * Converts a task so that it can run elsewhere.
 * @param index - The index of the task, for its outcome.
 * @param place - Where it is to run, for the messages: `another thread`.
 * @returns The task; or its failure, if the options of the classifier are invalid.
 * @throws {TypeError} If the class, the loss or a score is custom code, which cannot be sent.
 */
export function toPortable(
  task: Task,
  index: number,
  place: string,
): PortableTask | TaskFailure {
  const classifier: unknown = task.classifier;
  if (classifier !== MetricKNN) {
    const name =
      typeof classifier === 'function' ? classifier.name : describe(classifier);
    throw new TypeError(
      `classifier must be MetricKNN to be sent to ${place}, got ${name}: ${ADVICE}`,
    );
  }
  const scoring = task.scoring.map((score) => checkNamed(score, place));
  let options: MetricKNNOptions;
  try {
    // a copy as plain JSON, whatever matrices were among them
    ({ options } = new MetricKNN(task.options));
  } catch {
    return attemptTask(task, index) as TaskFailure;
  }
  if (options.metric && isCustomLoss(options.metric.loss)) {
    throw new TypeError(
      `metric.loss must be a built-in loss to be sent to ${place}, got the custom loss '${options.metric.loss.name}': ${ADVICE}`,
    );
  }
  const { data, train, test } = task;
  return { data, train, test, classifier: 'MetricKNN', options, scoring };
}

const ADVICE =
  'code cannot be sent; omit executor to run the search in this process';

function checkNamed(score: Scoring, place: string): NamedScoring {
  if (typeof score !== 'function') return score;
  throw new TypeError(
    `scoring must be given by name to be sent to ${place}, got a function: ${ADVICE}`,
  );
}

/** Whether a name is that of a built-in class. */
export function isPortableClass(
  name: unknown,
): name is PortableTask['classifier'] {
  return typeof name === 'string' && Object.hasOwn(CLASSES, name);
}

/** Runs a task that came from elsewhere. */
export function attemptPortable(
  task: PortableTask,
  index: number,
): TaskOutcome {
  const classifier = CLASSES[task.classifier];
  return attemptTask({ ...task, classifier }, index);
}
