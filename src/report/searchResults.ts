import type { Candidate } from '../model-selection/Candidate.ts';
import type { SearchResult } from '../model-selection/search.ts';
import { checkNumber } from '../validation/options.ts';

import { checkList, checkThat } from './checks.ts';
import { shorten } from './escapeText.ts';
import { formatNumber } from './formatNumber.ts';

/** What `search` gave; only this of it is read. */
export type SearchResults = Pick<SearchResult, 'best' | 'results'>;

/**
 * The candidates that could be tried.
 * @param search - What `search` gave.
 * @returns Those with scores.
 * @throws {TypeError|RangeError} Something else, no results, scores that are not finite.
 */
export function triedOf(search: SearchResults): Candidate[] {
  const wanted = 'what search gave, with best and results';
  const isSearch = search?.best !== undefined && search.results !== undefined;
  checkThat(isSearch, 'search', wanted, search);
  const { results } = search;
  checkList(results, 'search.results', 'candidate');
  const tried = results.filter((candidate) => 'scores' in candidate);
  const names = Object.keys(tried.at(0)?.scores ?? {});
  if (names.length === 0) {
    throw new TypeError('search.results must have at least one with scores');
  }
  for (const [at, { scores }] of tried.entries()) {
    for (const name of names) {
      const owner = `results[${at}].scores['${name}']`;
      checkNumber(scores[name]?.mean, `${owner}.mean`);
      checkNumber(scores[name].standardDeviation, `${owner}.standardDeviation`);
    }
  }
  return tried;
}

/**
 * Writes a score.
 * @param candidate - A candidate.
 * @param name - Of the score.
 * @returns Text: mean and standard deviation over folds.
 */
export function writeScore({ scores }: Candidate, name: string): string {
  const { mean, standardDeviation } = scores[name];
  return `${formatNumber(mean)} ± ${formatNumber(standardDeviation, 2)}`;
}

/**
 * Writes the options of a candidate.
 * @param candidate - A candidate.
 * @returns JSON, or the beginning of it.
 */
export function writeOptions({ options }: Candidate): string {
  return shorten(JSON.stringify(options) ?? '', 300);
}
