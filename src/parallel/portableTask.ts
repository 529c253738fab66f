import { MetricKNN } from '../estimators/MetricKNN.ts';
import type { MetricKNNOptions } from '../estimators/metricKNNOptions.ts';
import { isOwnLoss } from '../losses/resolveLoss.ts';
import type {
  Scores,
  Scoring,
  Task,
  TaskFailure,
} from '../model-selection/Executor.ts';
import { attemptTask } from '../model-selection/attemptTask.ts';
import { describe } from '../validation/describe.ts';

/** The classes that are wherever the library is, by name. */
const CLASSES = { MetricKNN };

/** A score that has a name. */
export type NamedScoring = Exclude<Scoring, (...args: never[]) => unknown>;

/** What comes out of a task. */
export type Outcome = Scores | TaskFailure;

/** A task that can be done elsewhere: its class by name, its options as plain JSON. */
export interface PortableTask extends Pick<Task, 'data' | 'train' | 'test'> {
  classifier: keyof typeof CLASSES;
  options: MetricKNNOptions;
  scoring: readonly NamedScoring[];
}

/**
 * Writes a task so that it can be done elsewhere.
 * @param task - The task.
 * @param index - Which of the tasks it is.
 * @param place - Where it is to go, for the messages: `another thread`.
 * @returns The task; why it cannot be done anywhere, if its options are bad.
 * @throws {TypeError} A class, a loss or a score of one's own: code does not travel.
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
  if (options.metric && isOwnLoss(options.metric.loss)) {
    throw new TypeError(
      `metric.loss must be one of the library to be sent to ${place}, got '${options.metric.loss.name}', one of your own: ${ADVICE}`,
    );
  }
  const { data, train, test } = task;
  return { data, train, test, classifier: 'MetricKNN', options, scoring };
}

const ADVICE =
  'code does not travel; leave out executor, and it is done in this process';

function checkNamed(score: Scoring, place: string): NamedScoring {
  if (typeof score !== 'function') return score;
  throw new TypeError(
    `scoring must be by name to be sent to ${place}, got a function: ${ADVICE}`,
  );
}

/**
 * Whether a name is that of a class that is wherever the library is.
 * @param name - Any value.
 * @returns True if it is.
 */
export function isPortableClass(
  name: unknown,
): name is PortableTask['classifier'] {
  return typeof name === 'string' && Object.hasOwn(CLASSES, name);
}

/**
 * Does a task that came from elsewhere.
 * @param task - The task.
 * @param index - Which of the tasks it is.
 * @returns What comes out of it.
 */
export function attemptPortable(task: PortableTask, index: number): Outcome {
  const classifier = CLASSES[task.classifier];
  return attemptTask({ ...task, classifier }, index);
}
