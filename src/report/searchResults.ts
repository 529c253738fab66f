import { checkObject } from '../validation/options.ts';

import { checkList, checkNumbers, checkThat } from './checks.ts';
import { shorten } from './escapeText.ts';
import { formatNumber } from './formatNumber.ts';

/** A score over folds. */
export interface ScoreEstimate {
  mean: number;
  standardDeviation: number;
}

/** What came of one set of options. */
export interface SearchCandidate {
  options: unknown;
  /** By name; more is better. */
  scores: Readonly<Record<string, ScoreEstimate>>;
}

/** Options that could not be tried. */
export interface FailedSearchCandidate {
  options: unknown;
  scores?: undefined;
  /** Why. */
  error?: unknown;
}

/** What `search` gave; only this of it is read. */
export interface SearchResults {
  best: SearchCandidate;
  results: ReadonlyArray<SearchCandidate | FailedSearchCandidate>;
}

const NUMBERS = { mean: {}, standardDeviation: {} };

/**
 * The candidates that could be tried.
 * @param search - What `search` gave.
 * @returns Those with scores.
 * @throws {TypeError|RangeError} Something else, no results, scores that are not finite.
 */
export function triedOf(search: SearchResults): SearchCandidate[] {
  const wanted = 'what search gave, with best and results';
  checkThat(Boolean(search?.best && search.results), 'search', wanted, search);
  const { results, best } = search;
  checkList(results, 'search.results', 'candidate');
  for (const [at, candidate] of results.entries()) {
    checkObject(candidate, `search.results[${at}]`);
  }
  const tried = results.filter((candidate) => candidate.scores !== undefined);
  const names = Object.keys(tried.at(0)?.scores ?? {});
  if (names.length === 0) {
    throw new TypeError('search.results must have at least one with scores');
  }
  for (const [at, candidate] of tried.entries()) {
    checkScores(candidate, names, `results[${at}].scores`);
  }
  checkScores(best, names, 'search.best.scores');
  return tried;
}

function checkScores(
  { scores }: SearchCandidate,
  names: readonly string[],
  owner: string,
): void {
  checkObject(scores, owner);
  for (const name of new Set([...names, ...Object.keys(scores)])) {
    checkNumbers(scores[name] ?? {}, `${owner}['${name}']`, NUMBERS);
  }
}

/**
 * Writes a score.
 * @param candidate - A candidate.
 * @param name - Of the score.
 * @returns Text: mean and standard deviation over folds.
 */
export function writeScore({ scores }: SearchCandidate, name: string): string {
  const { mean, standardDeviation } = scores[name];
  return `${formatNumber(mean)} ± ${formatNumber(standardDeviation, 2)}`;
}

/**
 * Writes the options of a candidate.
 * @param candidate - A candidate.
 * @returns JSON, or the beginning of it.
 */
export function writeOptions({ options }: SearchCandidate): string {
  return shorten(JSON.stringify(options) ?? '', 300);
}
