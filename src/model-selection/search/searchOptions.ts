import { checkWatch } from '../../async/Pacer.ts';
import type { Rows } from '../../data/Dense.ts';
import type { LabelledData } from '../../data/LabelledData.ts';
import { checkLabelledData } from '../../data/LabelledData.ts';
import type { Labels } from '../../data/labels.ts';
import { checkChoice } from '../../options/checks.ts';
import { describe } from '../../options/describe.ts';
import type { CrossValidationOptions } from '../cross-validation/crossValidate.ts';
import { VALIDATION_NAMES } from '../cross-validation/crossValidate.ts';
import { resolveSplits } from '../cross-validation/resolveSplits.ts';
import { listCandidates } from '../space/listCandidates.ts';
import type { SearchSpace } from '../space/readSpace.ts';
import { readSpace } from '../space/readSpace.ts';
import type {
  Classifier,
  ClassifierClass,
  Executor,
  Scoring,
} from '../tasks/Executor.ts';
import { checkScoring } from '../tasks/checkScoring.ts';
import { inline } from '../tasks/inline.ts';
import { checkClassifier } from '../tasks/trainClassifier.ts';

import type { SearchCheckpoint } from './SearchCheckpoint.ts';
import type { HalvingOptions, Round } from './planRounds.ts';
import { planRounds } from './planRounds.ts';
import type { Preference } from './rankCandidates.ts';
import { PREFERENCES } from './rankCandidates.ts';

/** The progress of a search. */
export interface SearchProgress {
  /** The number of tasks done; a task is one candidate on one fold. */
  done: number;
  /** The number of tasks of all rounds. */
  tasks: number;
  /** The current round, from 0. */
  round: number;
  /** The number of rounds. */
  rounds: number;
  /** Milliseconds since this call began. */
  elapsed: number;
  /** The fraction of the tasks done, from 0 to 1. */
  fraction: number;
}

/** The options of a search. */
export interface SearchOptions<
  Trained = never,
> extends CrossValidationOptions<Trained> {
  /**
   * The number of candidates drawn at random, at most a million. Required if the space has a continuous distribution.
   * @default all combinations
   */
  samples?: number;
  /**
   * Successive halving: all candidates are evaluated on few rows, the best of them on more. `true` uses its defaults.
   * @default false
   */
  halving?: HalvingOptions | boolean;
  /**
   * How `best` is chosen from the front if there are several scores: `'first'` by the first score; `'oneStandardError'`
   * by the last one, among the candidates within one standard error of the best in those before it. Of accuracy and
   * radius, the latter gives away a little accuracy for radius.
   * @default 'first'
   */
  prefer?: Preference;
  /**
   * Where tasks run: in this process, in threads (`threadExecutor`) or on other machines (`queueExecutor`).
   * @default inline
   */
  executor?: Executor;
  /** Aborts the search after the running task; the search then rejects with the signal's reason. */
  signal?: AbortSignal;
  /**
   * Called after each task, and awaited if it returns a promise; an error that it throws or
   * rejects with ends the search.
   */
  onProgress?: (progress: SearchProgress) => unknown;
  /** Called after each task with a checkpoint for `resume`; awaited as `onProgress` is. */
  onCheckpoint?: (checkpoint: SearchCheckpoint) => unknown;
  /** A checkpoint of the same search, to continue from. */
  resume?: SearchCheckpoint;
}

/** A checked search. */
export interface SearchPlan {
  data: LabelledData;
  classifier: ClassifierClass;
  candidates: object[];
  scoring: Scoring[];
  rounds: Round[];
  prefer: Preference;
  executor: Executor;
}

const NAMES: Array<keyof SearchOptions> = [
  ...VALIDATION_NAMES,
  'samples',
  'halving',
  'prefer',
  'executor',
  'onCheckpoint',
  'resume',
];

/**
 * Checks everything before any work, and makes all random choices.
 * @throws {TypeError|RangeError} If an option is unknown, has the wrong type or is out of range.
 */
export function planSearch<Trained extends Classifier>(
  classifier: ClassifierClass<Trained>,
  space: SearchSpace,
  X: Rows,
  y: Labels,
  options: SearchOptions<Trained>,
): SearchPlan {
  checkWatch(options, NAMES);
  const { onCheckpoint, executor = inline, seed = 0 } = options;
  if (onCheckpoint !== undefined && typeof onCheckpoint !== 'function') {
    throw new TypeError(
      `onCheckpoint must be a function, got ${describe(onCheckpoint)}`,
    );
  }
  if (typeof (executor as Partial<Executor> | null)?.run !== 'function') {
    throw new TypeError(
      `executor must be an object with a run method, got ${describe(executor)}`,
    );
  }
  const prefer = checkChoice(options.prefer ?? 'first', 'prefer', PREFERENCES);
  const scoring = checkScoring(options.scoring ?? 'accuracy');
  checkClassifier(classifier, scoring);
  const dimension = readSpace(space);
  const data = checkLabelledData(X, y);
  const splits = resolveSplits(options, data);
  const candidates = listCandidates(dimension, options.samples, seed);
  const { halving } = options;
  const rounds = planRounds(halving, candidates.length, splits, data, seed);
  return { data, classifier, candidates, scoring, rounds, prefer, executor };
}
