import { checkChoice } from '../../options/checks.ts';
import { readOptions } from '../../options/readOptions.ts';
import { element } from '../drawing/element.ts';
import type { FigureOptions } from '../drawing/figure.ts';
import { figureReaders } from '../drawing/figure.ts';
import { drawLine, drawMark } from '../drawing/marks.ts';
import type { Plot } from '../drawing/plot.ts';
import { plotFigure, plotIn } from '../drawing/plot.ts';
import { extentOf } from '../drawing/scale.ts';
import { formatCount, formatNumber } from '../text/formatNumber.ts';

import type {
  ScoreEstimate,
  SearchCandidate,
  SearchResults,
} from './searchCandidates.ts';
import {
  directionOf,
  extremeOf,
  formatOptions,
  formatScore,
  rankByScore,
  scoredCandidates,
} from './searchCandidates.ts';

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

/** 1 where larger is better, −1 for losses. */
interface Directions {
  x: 1 | -1;
  y: 1 | -1;
}

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
  const { scores } = results[0];
  const better: Directions = {
    x: across === undefined ? 1 : directionOf(scores[across]),
    y: directionOf(scores[up]),
  };
  const spots = spotsOf(results, across, up);
  const front =
    across === undefined ? spots.slice(0, 1) : frontOf(spots, better);
  const extent = (axis: 'x' | 'y', room: number) =>
    extentOf(
      spots.map((spot) => spot[axis]),
      room,
    );
  const plot = plotIn(270, extent('x', 0.06), extent('y', 0.08), {
    x: across === undefined ? 'rank' : `${across}${hintOf(scores[across])}`,
    y: `${up} (mean over folds)${hintOf(scores[up])}`,
  });
  // results read from JSON are copies
  const isBest = ({ candidate }: Spot) =>
    JSON.stringify(candidate.options) === JSON.stringify(best.options);
  const chosen = spots.find(isBest);
  const ofFront =
    across === undefined ? extremeOf(scores[up]) : 'on the Pareto front';
  const others = spots.filter((spot) => !front.includes(spot));
  const draw = (code: number) => (spot: Spot) =>
    drawMark(code, plot.place(spot.x, spot.y), aboutOf(spot));
  return plotFigure(checked, {
    plot,
    description: describeSearch(spots, front, across, up, better),
    body: [
      ...(across === undefined ? [] : [drawFront(front, better, plot)]),
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

// candidates that no other dominates (at least as good in both scores, better in one), from the worst x to the best
function frontOf(spots: readonly Spot[], better: Directions): Spot[] {
  const isDominated = (spot: Spot) =>
    spots.some((other) => {
      const ahead = better.x * (other.x - spot.x);
      const above = better.y * (other.y - spot.y);
      return ahead >= 0 && above >= 0 && ahead + above > 0;
    });
  return spots
    .filter((spot) => !isDominated(spot))
    .toSorted((a, b) => better.x * (a.x - b.x));
}

function hintOf({ smallerIsBetter }: ScoreEstimate): string {
  return smallerIsBetter ? ', smaller is better' : '';
}

function spotsOf(
  results: readonly SearchCandidate[],
  across: string | undefined,
  up: string,
): Spot[] {
  const shown = across === undefined ? rankByScore(results, up) : results;
  return shown.map((candidate, at) => ({
    candidate,
    x: across === undefined ? at + 1 : candidate.scores[across].mean,
    y: candidate.scores[up].mean,
  }));
}

// candidates to the left of the line and below it are dominated; to the right or above it, where smaller is better
function drawFront(
  front: Spot[],
  better: Directions,
  { x, y, place }: Plot,
): string {
  const worst = better.y > 0 ? y.from : y.to;
  const corners = front.flatMap((spot, at) => [
    place(spot.x, spot.y),
    place(spot.x, front.at(at + 1)?.y ?? worst),
  ]);
  const start = place(better.x > 0 ? x.from : x.to, front[0].y);
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
  better: Directions,
): string {
  const count = formatCount(spots.length, 'set of options', 'sets of options');
  const values = spots.map((spot) => better.y * spot.y);
  const best = formatNumber(better.y * Math.max(...values));
  const extreme = better.y > 0 ? 'highest' : 'lowest';
  const both =
    across === undefined
      ? `, ranked by ${up}`
      : ` by ${across} and ${up}, ${front.length} of them on the Pareto front`;
  return `${count}${both}. The ${extreme} ${up} is ${best}.`;
}
