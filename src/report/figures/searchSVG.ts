import { checkChoice, checkObject } from '../../options/checks.ts';
import { number, readEach, readOptions } from '../../options/readOptions.ts';
import { element } from '../drawing/element.ts';
import type { FigureOptions } from '../drawing/figure.ts';
import { figureReaders } from '../drawing/figure.ts';
import { drawLine, drawMark } from '../drawing/marks.ts';
import type { Plot } from '../drawing/plot.ts';
import { plotFigure, plotIn } from '../drawing/plot.ts';
import { extentOf } from '../drawing/scale.ts';
import { checkList, checkThat } from '../text/checks.ts';
import { shorten } from '../text/escapeText.ts';
import { formatCount, formatNumber } from '../text/formatNumber.ts';

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

/** The scores to draw. */
export interface SearchFigureOptions extends FigureOptions {
  /**
   * The score of the horizontal axis.
   * @default the first score other than y; with a single score, the rank by it
   */
  x?: string;
  /**
   * The score of the vertical axis.
   * @default the first one
   */
  y?: string;
}

/** A candidate and its place. */
interface Spot {
  candidate: SearchCandidate;
  x: number;
  y: number;
}

const SCORE_READERS = { mean: number(), standardDeviation: number() };
const FRONT = 1;
const OTHER = 4;

/**
 * Draws the result of a search: each candidate by two scores, and the Pareto front of those that no other candidate
 * dominates. With a single score, the candidates are ranked by it.
 * @param search - The result of `search`.
 * @param options - Scores, title, id and theme.
 * @returns An SVG.
 * @throws {TypeError|RangeError} If there are no results with scores, a score is not finite, or the name of a
 * score is unknown.
 */
export function searchSVG(
  search: SearchResults,
  options: SearchFigureOptions = {},
): string {
  const checked = readOptions(
    options,
    'options',
    figureReaders('Results of the search', 'search'),
    ['x', 'y'],
  );
  const results = scoredCandidates(search);
  const { best } = search;
  const names = Object.keys(results[0].scores);
  const up = checkChoice(options.y ?? names[0], 'y', names);
  const across = options.x ?? names.find((name) => name !== up);
  if (across !== undefined) checkChoice(across, 'x', names);
  const spots = spotsOf(results, across, up);
  const front = across === undefined ? spots.slice(0, 1) : frontOf(spots);
  const extent = (axis: 'x' | 'y', room: number) =>
    extentOf(
      spots.map((spot) => spot[axis]),
      room,
    );
  const plot = plotIn(270, extent('x', 0.06), extent('y', 0.08), {
    x: across ?? 'rank',
    y: `${up} (mean over folds)`,
  });
  // results read from JSON are copies
  const isBest = ({ candidate }: Spot) =>
    JSON.stringify(candidate.options) === JSON.stringify(best.options);
  const chosen = spots.find(isBest);
  const ofFront = across === undefined ? 'highest' : 'on the Pareto front';
  const others = spots.filter((spot) => !front.includes(spot));
  const draw = (code: number) => (spot: Spot) =>
    drawMark(code, plot.place(spot.x, spot.y), aboutOf(spot));
  return plotFigure(checked, {
    plot,
    description: describeSearch(spots, front, across, up),
    body: [
      ...(across === undefined ? [] : [drawFront(front, plot)]),
      ...others.map(draw(OTHER)),
      ...front.map(draw(FRONT)),
      ...(chosen ? [ring(plot.place(chosen.x, chosen.y))] : []),
    ],
    legend: [
      { sample: drawMark(FRONT), reach: 6, name: ofFront },
      { sample: drawMark(OTHER), reach: 6, name: 'others' },
      ...(chosen ? [{ sample: ring('0 0'), reach: 8, name: 'chosen' }] : []),
    ],
  });
}

// candidates that no other dominates (at least as good in both scores, better in one), by rising x
function frontOf(spots: readonly Spot[]): Spot[] {
  return spots
    .filter(
      ({ x, y }) =>
        !spots.some(
          (other) =>
            other.x >= x && other.y >= y && (other.x > x || other.y > y),
        ),
    )
    .toSorted((a, b) => a.x - b.x);
}

function spotsOf(
  results: readonly SearchCandidate[],
  across: string | undefined,
  up: string,
): Spot[] {
  const spots = results.map((candidate) => ({
    candidate,
    x: across === undefined ? 0 : candidate.scores[across].mean,
    y: candidate.scores[up].mean,
  }));
  if (across !== undefined) return spots;
  return spots
    .toSorted((a, b) => b.y - a.y)
    .map((spot, at) => ({ ...spot, x: at + 1 }));
}

// candidates to the left of the line and below it are dominated
function drawFront(front: Spot[], { x, y, place }: Plot): string {
  const corners = front.flatMap((spot, at) => [
    place(spot.x, spot.y),
    place(spot.x, front.at(at + 1)?.y ?? y.from),
  ]);
  const start = place(x.from, front[0].y);
  return drawLine(FRONT, [start, ...corners], 'line dashed');
}

function aboutOf({ candidate }: Spot): string {
  const scores = Object.keys(candidate.scores).map(
    (name) => `${name} ${formatScore(candidate, name)}`,
  );
  return `${scores.join(', ')}; ${formatOptions(candidate)}`;
}

function ring(place: string): string {
  return element('circle', {
    class: 'ring',
    r: 7.5,
    transform: `translate(${place})`,
  });
}

function describeSearch(
  spots: readonly Spot[],
  front: readonly Spot[],
  across: string | undefined,
  up: string,
): string {
  const count = formatCount(spots.length, 'set of options', 'sets of options');
  const highest = formatNumber(Math.max(...spots.map((spot) => spot.y)));
  const both =
    across === undefined
      ? `, ranked by ${up}`
      : ` by ${across} and ${up}, ${front.length} of them on the Pareto front`;
  return `${count}${both}. The highest ${up} is ${highest}.`;
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
