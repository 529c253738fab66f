import { Pacer } from '../estimators/Pacer.ts';
import type { Rows } from '../validation/dense.ts';
import type { Labels } from '../validation/labels.ts';

import type { Candidate, FailedCandidate } from './Candidate.ts';
import type { Classifier, ClassifierClass } from './Executor.ts';
import { SearchRun } from './SearchRun.ts';
import { chooseBest } from './chooseBest.ts';
import { frontOf } from './rankCandidates.ts';
import type { SearchSpace } from './readSpace.ts';
import type { SearchOptions } from './searchOptions.ts';
import { planSearch } from './searchOptions.ts';

/** What a search found: plain JSON, without seconds, the same wherever the work was done. */
export interface SearchResult {
  /**
   * The chosen candidate of the front. With one score: the largest mean, the first one of equals. With two: of those whose first
   * score is within one standard error of the largest, the one with the largest second score.
   */
  best: Candidate;
  /** The Pareto front: the candidates than which no other is as good in all scores and better in one; tried on all rows. */
  front: Candidate[];
  /** All candidates: in the order of the grid, or as they were drawn. */
  results: Array<Candidate | FailedCandidate>;
}

/**
 * Searches for the options with which a classifier does best on rows that it has not seen: tries each candidate on each fold, as
 * `crossValidate` does. A candidate that cannot be trained is reported with its error, and the search goes on.
 * @param Class - The class: `MetricKNN`, or one of ml.js.
 * @param space - What its options may be: `{ k: [1, 3, 5], metric: { margin: { weight: logUniform(0.1, 10) } } }`.
 * @param X - n × d: arrays, typed arrays or a `Matrix`.
 * @param y - n labels, of two classes at least.
 * @param options - Folds, scoring, samples, who does the work and more.
 * @returns The best candidate, the Pareto front, and all candidates.
 * @throws {TypeError|RangeError} Bad input, before any work; the first error, if all candidates fail.
 * @throws {unknown} The signal's reason; what `onProgress`, `onCheckpoint` or the executor throws or rejects with.
 * @example
 * const { best } = await search(MetricKNN, { k: [1, 3, 5] }, X, y, { scoring: ['accuracy', 'meanRadius'] });
 * const knn = new MetricKNN(best.options).train(X, y);
 */
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
    const finalists = await run.finish();
    const front = frontOf(finalists);
    return { best: chooseBest(front), front, results: run.results };
  } finally {
    pacer.close();
  }
}
