import { Pacer } from '../../async/Pacer.ts';
import type { Rows } from '../../data/Dense.ts';
import type { Labels } from '../../data/labels.ts';
import type { CandidateOptions } from '../space/CandidateOptions.ts';
import type { SearchSpace } from '../space/readSpace.ts';
import type { Classifier, ClassifierClass } from '../tasks/Executor.ts';
import type { NamedScoring, ScoreNames } from '../tasks/ScoreNames.ts';

import type { Candidate, FailedCandidate } from './Candidate.ts';
import { SearchRun } from './SearchRun.ts';
import { chooseBest, frontOf } from './rankCandidates.ts';
import type { SearchOptions } from './searchOptions.ts';
import { planSearch } from './searchOptions.ts';

/** The result of a search: plain JSON, without seconds, the same wherever tasks were run. */
export interface SearchResult<
  Options extends object = object,
  Names extends string = string,
> {
  /**
   * The chosen candidate of the front: the one with the best mean of the first score (the largest, or of losses the
   * smallest), unless `prefer` says otherwise; the first among equals.
   */
  best: Candidate<Options, Names>;
  /**
   * The Pareto front: of the candidates evaluated on all rows, those that no other one dominates, that is, matches in
   * every score and beats in one.
   */
  front: Array<Candidate<Options, Names>>;
  /** All candidates, in the order of the grid, or as they were drawn. */
  results: Array<Candidate<Options, Names> | FailedCandidate<Options>>;
}

/**
 * Searches for the options with which a classifier scores best on rows that it has not been trained on: evaluates each
 * candidate on each fold, as `crossValidate` does. A candidate that cannot be trained is reported with its error, and
 * the search goes on.
 * @param Class - `MetricKNN`, or a classifier class of ml.js.
 * @param space - The space of options: `{ k: [1, 3, 5], metric: { margin: { weight: logUniform(0.1, 10) } } }`.
 * @param X - n × d: arrays, typed arrays or a `Matrix`.
 * @param y - n labels of at least two classes.
 * @param options - Folds, scoring, samples, executor and more.
 * @returns The best candidate, the Pareto front, and all candidates.
 * @throws {TypeError|RangeError} If an argument is invalid, before any work; the first error, if all candidates fail.
 * @throws {unknown} The reason of the signal; whatever `onProgress`, `onCheckpoint` or the executor throws
 * or rejects with.
 * @example
 * const { best } = await search(MetricKNN, { k: [1, 3, 5] }, X, y, { scoring: ['accuracy', 'meanRadius'] });
 * const knn = new MetricKNN(best.options).train(X, y);
 */
export async function search<
  Trained extends Classifier,
  const Space extends SearchSpace,
  const Asked extends NamedScoring = 'accuracy',
>(
  Class: ClassifierClass<Trained>,
  space: Space,
  X: Rows,
  y: Labels,
  options?: Omit<SearchOptions, 'scoring'> & { scoring?: Asked },
): Promise<SearchResult<CandidateOptions<Space, Trained>, ScoreNames<Asked>>>;
export async function search<
  Trained extends Classifier,
  const Space extends SearchSpace,
>(
  Class: ClassifierClass<Trained>,
  space: Space,
  X: Rows,
  y: Labels,
  options?: SearchOptions<Trained>,
): Promise<SearchResult<CandidateOptions<Space, Trained>>>;
export async function search<Trained extends Classifier>(
  Class: ClassifierClass<Trained>,
  space: SearchSpace,
  X: Rows,
  y: Labels,
  options: SearchOptions<Trained> = {},
): Promise<SearchResult> {
  const plan = planSearch(Class, space, X, y, options);
  const pacer = new Pacer(options.signal);
  try {
    const run = new SearchRun(plan, options, pacer);
    const finalists = await run.run();
    const front = frontOf(finalists);
    return {
      best: chooseBest(front, plan.prefer),
      front,
      results: run.results,
    };
  } finally {
    pacer.close();
  }
}
