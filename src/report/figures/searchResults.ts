import { checkObject } from '../../options/checks.ts';
import { checkList, checkNumbers, checkThat } from '../text/checks.ts';
import { shorten } from '../text/escapeText.ts';
import { formatNumber } from '../text/formatNumber.ts';

/** Mean and standard deviation of a score over folds. */
export interface ScoreEstimate {
  mean: number;
  standardDeviation: number;
}

/** Options that a search evaluated. */
export interface SearchCandidate {
  /** Plain JSON. */
  options: unknown;
  /** Scores by name; larger is better. */
  scores: Readonly<Record<string, ScoreEstimate>>;
}

/** Options that could not be evaluated. */
export interface FailedSearchCandidate {
  options: unknown;
  scores?: undefined;
  /** The error. */
  error?: unknown;
}

/** The part of the result of `search` that is drawn. */
export interface SearchResults {
  /** The chosen candidate. */
  best: SearchCandidate;
  /** All candidates; at least one with scores. */
  results: ReadonlyArray<SearchCandidate | FailedSearchCandidate>;
}

const NUMBERS = { mean: {}, standardDeviation: {} };

/**
 * The candidates that have scores.
 * @param search - The result of `search`.
 * @throws {TypeError|RangeError} If it is not such a result, has no candidate with scores, or a score is not finite.
 */
export function triedOf(search: SearchResults): SearchCandidate[] {
  const wanted = 'the result of a search, with best and results';
  checkThat(Boolean(search?.best && search.results), 'search', wanted, search);
  const { results, best } = search;
  checkList(results, 'search.results', 'candidate');
  for (const [at, candidate] of results.entries()) {
    checkObject(candidate, `search.results[${at}]`);
  }
  const tried = results.filter((candidate) => candidate.scores !== undefined);
  const names = Object.keys(tried.at(0)?.scores ?? {});
  if (names.length === 0) {
    throw new TypeError(
      'search.results must have at least one candidate with scores',
    );
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

/** Formats a score: mean and standard deviation over folds. */
export function writeScore({ scores }: SearchCandidate, name: string): string {
  const { mean, standardDeviation } = scores[name];
  return `${formatNumber(mean)} ± ${formatNumber(standardDeviation, 2)}`;
}

/** Formats the options of a candidate as JSON, shortened if it is long. */
export function writeOptions({ options }: SearchCandidate): string {
  return shorten(JSON.stringify(options) ?? '', 300);
}
