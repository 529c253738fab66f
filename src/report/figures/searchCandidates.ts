import { checkObject } from '../../options/checks.ts';
import { flag, number, readEach } from '../../options/readOptions.ts';
import { checkList, checkThat } from '../text/checks.ts';
import { shorten } from '../text/escapeText.ts';
import { formatNumber } from '../text/formatNumber.ts';

/** Mean and standard deviation of a score over folds. */
export interface ScoreEstimate {
  mean: number;
  standardDeviation: number;
  /** Whether the score is a loss. */
  smallerIsBetter?: boolean;
}

/** Options that a search evaluated. */
export interface SearchCandidate {
  /** Plain JSON. */
  options: unknown;
  /** Scores by name; larger is better, except for losses. */
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

const SCORE_READERS = {
  mean: number(),
  standardDeviation: number(),
  smallerIsBetter: flag(false),
};

/** 1 where larger is better, −1 for losses. */
export function directionOf({ smallerIsBetter }: ScoreEstimate): 1 | -1 {
  return smallerIsBetter ? -1 : 1;
}

/** What the best value of a score is. */
export function extremeOf(score: ScoreEstimate): 'highest' | 'lowest' {
  return score.smallerIsBetter ? 'lowest' : 'highest';
}

/** Candidates in the order of a score, the best first. */
export function rankByScore(
  results: readonly SearchCandidate[],
  name: string,
): SearchCandidate[] {
  return results.toSorted(
    (a, b) =>
      directionOf(a.scores[name]) * (b.scores[name].mean - a.scores[name].mean),
  );
}

/**
 * The candidates that have scores.
 * @param search - The result of `search`.
 * @throws {TypeError|RangeError} If it is not such a result, has no candidate with scores, or a score is not finite.
 */
export function scoredCandidates(search: SearchResults): SearchCandidate[] {
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
    readEach(scores[name] ?? {}, `${owner}['${name}']`, SCORE_READERS);
  }
}

/** Formats a score: mean and standard deviation over folds. */
export function formatScore({ scores }: SearchCandidate, name: string): string {
  const { mean, standardDeviation } = scores[name];
  return `${formatNumber(mean)} ± ${formatNumber(standardDeviation, 2)}`;
}

/** Formats the options of a candidate as JSON, shortened if it is long. */
export function formatOptions({ options }: SearchCandidate): string {
  return shorten(JSON.stringify(options) ?? '', 300);
}
