import { isAnyArray } from 'is-any-array';

import { describe } from '../validation/describe.ts';
import {
  checkChoice,
  checkNumber,
  checkObject,
} from '../validation/options.ts';

import type { Frame } from './drawAxes.ts';
import { drawAxes } from './drawAxes.ts';
import { drawLegend } from './drawLegend.ts';
import { escapeText, shorten } from './escapeText.ts';
import type { FigureOptions } from './figure.ts';
import { WIDTH, checkFigureOptions, figure, round } from './figure.ts';
import { formatCount, formatNumber } from './formatNumber.ts';
import { markOf } from './marks.ts';
import type { Scale } from './scale.ts';
import { extentOf, linearScale } from './scale.ts';

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

/** Which scores are drawn. */
export interface SearchFigureOptions extends FigureOptions {
  /**
   * The score across.
   * @default the second one; if there is only one, the place in the order
   */
  x?: string;
  /**
   * The score upwards.
   * @default the first one
   */
  y?: string;
}

/** A candidate and where it is. */
interface Spot {
  candidate: SearchCandidate;
  x: number;
  y: number;
}

const FRAME = { left: 52, right: WIDTH - 14, top: 54, bottom: 270 };
const FRONT = 1;
const OTHER = 4;

/**
 * Draws what came of a search: each set of options by two scores, and the Pareto front, those that no other set beats in both.
 * With one score only, the sets in its order.
 * @param search - What `search` gave.
 * @param options - Which scores, title, id, theme.
 * @returns An SVG.
 * @throws {TypeError|RangeError} No results, scores that are not finite, unknown names of scores.
 */
export function searchSVG(
  search: SearchResults,
  options: SearchFigureOptions = {},
): string {
  const checked = checkFigureOptions(
    options,
    { title: 'What the search found', id: 'search' },
    ['x', 'y'],
  );
  const { best } = search ?? {};
  const results = triedOf(search);
  const names = Object.keys(results[0].scores);
  const up = checkChoice(options.y ?? names[0], 'y', names);
  const across = options.x ?? names.find((name) => name !== up);
  if (across !== undefined) checkChoice(across, 'x', names);
  const spots = spotsOf(results, across, up);
  const front = across === undefined ? spots.slice(0, 1) : frontOf(spots);
  const x = linearScale(
    extentOf(
      spots.map((spot) => spot.x),
      0.06,
    ),
    [FRAME.left, FRAME.right],
  );
  const y = linearScale(
    extentOf(
      spots.map((spot) => spot.y),
      0.08,
    ),
    [FRAME.bottom, FRAME.top],
  );
  const chosen = spots.find(({ candidate }) => isSame(candidate, best));
  const legend = drawLegend(
    [
      {
        sample: mark(FRONT, 0, 0),
        reach: 6,
        name: across === undefined ? 'highest' : 'on the Pareto front',
      },
      { sample: mark(OTHER, 0, 0), reach: 6, name: 'others' },
      ...(chosen ? [{ sample: ring(0, 0), reach: 8, name: 'chosen' }] : []),
    ],
    FRAME.bottom + 42,
  );
  const inFront = new Set(front);
  const others = spots.filter((spot) => !inFront.has(spot));
  return figure(checked, {
    description: describeSearch(spots, front, across, up),
    width: WIDTH,
    height: FRAME.bottom + 42 + legend.height,
    body: [
      ...drawAxes(FRAME, x, y, {
        x: across ?? 'place in the order',
        y: `${up} (mean over folds)`,
      }),
      ...(across === undefined ? [] : [drawFront(front, x, y, FRAME)]),
      ...others.map((spot) => drawSpot(spot, OTHER, x, y)),
      ...front.map((spot) => drawSpot(spot, FRONT, x, y)),
      ...(chosen ? [ring(x.place(chosen.x), y.place(chosen.y))] : []),
      ...legend.body,
    ],
  });
}

/**
 * Those that no other beats: none is at least as good in both, and better in one.
 * @param spots - Candidates.
 * @returns The front, by rising x.
 */
function frontOf<Place extends { x: number; y: number }>(
  spots: readonly Place[],
): Place[] {
  const order = spots.toSorted((a, b) => b.x - a.x || b.y - a.y);
  const front: Place[] = [];
  for (const spot of order) {
    const last = front.at(-1);
    const isEqual = last?.x === spot.x && last.y === spot.y;
    if (!last || spot.y > last.y || isEqual) front.push(spot);
  }
  return front.toReversed();
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

function drawFront(front: Spot[], x: Scale, y: Scale, frame: Frame): string {
  const [first] = front;
  // whatever is left of the line and below it is beaten
  let line = `M${frame.left} ${round(y.place(first.y))}`;
  for (const [at, spot] of front.entries()) {
    line += `H${round(x.place(spot.x))}`;
    const next = front[at + 1] as Spot | undefined;
    line += `V${round(next ? y.place(next.y) : frame.bottom)}`;
  }
  return `<path class="line dashed c${FRONT}" d="${line}"/>`;
}

function drawSpot(
  { candidate, x: left, y: top }: Spot,
  code: number,
  x: Scale,
  y: Scale,
): string {
  const scores = Object.entries(candidate.scores).map(
    ([name, { mean, standardDeviation }]) =>
      `${name} ${formatNumber(mean)} ± ${formatNumber(standardDeviation, 2)}`,
  );
  const told = shorten(JSON.stringify(candidate.options) ?? '', 300);
  const about = escapeText(`${scores.join(', ')}; ${told}`);
  return mark(code, x.place(left), y.place(top), `<title>${about}</title>`);
}

function mark(code: number, x: number, y: number, content = ''): string {
  const { colour, shape } = markOf(code);
  return `<path class="mark ${colour}" d="M${round(x)} ${round(y)}${shape}">${content}</path>`;
}

function ring(x: number, y: number): string {
  return `<circle class="ring" cx="${round(x)}" cy="${round(y)}" r="7.5"/>`;
}

function describeSearch(
  spots: readonly Spot[],
  front: readonly Spot[],
  across: string | undefined,
  up: string,
): string {
  const count = formatCount(spots.length, 'set of options', 'sets of options');
  const highest = formatNumber(Math.max(...spots.map((spot) => spot.y)));
  return across === undefined
    ? `${count}, in the order of ${up}; the highest is ${highest}.`
    : `${count} by ${across} and ${up}; no other beats ${front.length} of them in both. The highest ${up} is ${highest}.`;
}

// a search that was kept as JSON has copies
function isSame(a: SearchCandidate, b: SearchCandidate): boolean {
  return a === b || JSON.stringify(a.options) === JSON.stringify(b.options);
}

/**
 * The candidates that could be tried.
 * @param search - What `search` gave.
 * @returns Those with scores.
 * @throws {TypeError|RangeError} Something else, no results, scores that are not finite.
 */
export function triedOf(search: SearchResults): SearchCandidate[] {
  const { results, best } = (search ?? {}) as Partial<SearchResults>;
  if (!isAnyArray(results) || !best) {
    throw new TypeError(
      `search must be what search gave, with best and results, got ${describe(search)}`,
    );
  }
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
    const { mean, standardDeviation } = scores[name] ?? {};
    checkNumber(mean, `${owner}['${name}'].mean`);
    checkNumber(standardDeviation, `${owner}['${name}'].standardDeviation`);
  }
}
