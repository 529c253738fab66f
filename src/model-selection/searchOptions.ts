import { checkWatch } from '../estimators/Pacer.ts';
import type { Rows } from '../validation/dense.ts';
import { describe } from '../validation/describe.ts';
import type { LabelledData } from '../validation/labelledData.ts';
import { checkLabelledData } from '../validation/labelledData.ts';
import type { Labels } from '../validation/labels.ts';

import type {
  Classifier,
  ClassifierClass,
  Executor,
  Scoring,
} from './Executor.ts';
import type { SearchCheckpoint } from './SearchCheckpoint.ts';
import { checkClassifier } from './checkClassifier.ts';
import { checkScoring } from './checkScoring.ts';
import type { CrossValidationOptions } from './crossValidate.ts';
import { VALIDATION_NAMES } from './crossValidate.ts';
import { inline } from './inline.ts';
import { listCandidates } from './listCandidates.ts';
import type { HalvingOptions, Round } from './planRounds.ts';
import { planRounds } from './planRounds.ts';
import type { SearchSpace } from './readSpace.ts';
import { readSpace } from './readSpace.ts';
import { resolveSplits } from './resolveSplits.ts';

/** Where a search is. */
export interface SearchProgress {
  /** How many tasks are done: a task is one candidate on one fold. */
  done: number;
  /** How many there are, of all rounds. */
  tasks: number;
  /** The round that is under way, from 0. */
  round: number;
  /** How many rounds there are. */
  rounds: number;
  /** Milliseconds since this call began. */
  elapsed: number;
  /** How much of the search is done, from 0 to 1. */
  fraction: number;
}

/** How options are searched for. */
export interface SearchOptions<
  Trained = never,
> extends CrossValidationOptions<Trained> {
  /**
   * How many candidates are drawn at random, a million at most. It must be given where numbers are random.
   * @default all combinations
   */
  samples?: number;
  /**
   * Successive halving: all candidates on few rows, the best of them on more. `true`: with its defaults.
   * @default false
   */
  halving?: HalvingOptions | boolean;
  /**
   * What trains and scores.
   * @default inline
   */
  executor?: Executor;
  /** When it aborts, the search is given up after the task that is under way, and rejects with the signal's reason. */
  signal?: AbortSignal;
  /** Called after each task, and waited for if it promises something; what it throws or rejects with ends the search. */
  onProgress?: (progress: SearchProgress) => unknown;
  /** Called after each task, with what `resume` takes; waited for as `onProgress` is. */
  onCheckpoint?: (checkpoint: SearchCheckpoint) => unknown;
  /** Continues where this checkpoint of the same search was made. */
  resume?: SearchCheckpoint;
}

/** A search whose parts have been checked. */
export interface SearchPlan {
  data: LabelledData;
  classifier: ClassifierClass;
  candidates: object[];
  scoring: Scoring[];
  rounds: Round[];
  executor: Executor;
}

const NAMES: Array<keyof SearchOptions> = [
  ...VALIDATION_NAMES,
  'samples',
  'halving',
  'executor',
  'onCheckpoint',
  'resume',
];

/**
 * Checks everything before any work, and makes all random choices.
 * @param classifier - The class of the classifier.
 * @param space - What its options may be.
 * @param X - Rows.
 * @param y - Labels.
 * @param options - What the user gave.
 * @returns The plan.
 * @throws {TypeError|RangeError} Unknown names, wrong types, values out of range.
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
      `executor must be an object with a function run, got ${describe(executor)}`,
    );
  }
  const scoring = checkScoring(options.scoring ?? 'accuracy');
  checkClassifier(classifier, scoring);
  const dimension = readSpace(space);
  const data = checkLabelledData(X, y);
  const splits = resolveSplits(options, data);
  const candidates = listCandidates(dimension, options.samples, seed);
  const { halving } = options;
  const rounds = planRounds(halving, candidates.length, splits, data, seed);
  return { data, classifier, candidates, scoring, rounds, executor };
}
