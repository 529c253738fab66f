import type { Dense } from '../../data/Dense.ts';
import type { MetricLearner } from '../../estimators/learner/MetricLearner.ts';
import { text } from '../drawing/element.ts';
import { figure } from '../drawing/figure.ts';
import type { Square } from '../drawing/squares.ts';
import { drawSquare, drawSquares } from '../drawing/squares.ts';
import { formatNumber } from '../text/formatNumber.ts';

import {
  columnWeights,
  metricAmong,
  standardizedMap,
} from './columnWeights.ts';
import type { MetricFigureOptions } from './importanceSVG.ts';
import { readMetricFigure } from './importanceSVG.ts';

/** Cells at least this wide have room for their number. */
const READABLE = 30;

/**
 * Draws the matrix M = LᵀL on standardized columns: a square for each pair of columns, orange if the entry is positive
 * (changes of both columns in the same direction add to the distance), blue if it is negative (they cancel in part),
 * and the darker the larger its absolute value.
 * @param metric - A fitted metric.
 * @param options - Names and number of columns, title, id and theme.
 * @returns An SVG.
 * @throws {TypeError|RangeError} If metric is not a fitted metric, or an option is invalid.
 */
export function metricSVG(
  metric: MetricLearner,
  options: MetricFigureOptions = {},
): string {
  return drawMetric(standardizedMap(metric), options);
}

/**
 * Draws `metricSVG` of a map.
 * @param map - L on standardized columns.
 */
export function drawMetric(map: Dense, options: MetricFigureOptions): string {
  const {
    columnNames: names,
    limit,
    ...figureOptions
  } = readMetricFigure(options, map.columns, 'Matrix of the metric', 'metric');
  const columns = columnWeights(map)
    .slice(0, limit)
    .map(({ column }) => column)
    .toSorted((a, b) => a - b);
  const { parts, unit } = metricAmong(map, columns);
  // the largest is on the diagonal: M is positive semidefinite
  const largest = Math.max(...parts.map((row, at) => row[at])) || 1;
  const shown = columns.map((column) => names[column]);
  const squares = drawSquares(shown, 32, 0, (row, column, size) => {
    const part = parts[row][column];
    const entry = formatNumber(part * unit * unit);
    const about = `${shown[row]} × ${shown[column]}: ${entry}`;
    return squareOf(part / largest, about, size >= READABLE);
  });
  const hidden = map.columns - columns.length;
  const note =
    hidden > 0
      ? `only the ${columns.length} of ${map.columns} columns with the largest weights; `
      : '';
  return figure(figureOptions, {
    description: `The matrix of the metric on standardized columns, as parts of its largest entry, ${formatNumber(largest)}; ${note}orange is positive, blue negative.`,
    height: squares.bottom + 24,
    body: [...squares.body, ...drawKey(8, squares.bottom + 4)],
  });
}

function squareOf(part: number, about: string, isReadable: boolean): Square {
  // the sign is shown by more than the colour
  const sign = part < -0.05 ? '−' : '';
  return {
    look: part < 0 ? 'minus' : 'plus',
    strength: 0.75 * Math.abs(part),
    label: isReadable ? formatNumber(Number(part.toFixed(2))) : sign,
    about,
  };
}

function drawKey(x: number, y: number): string[] {
  return [-1, -0.5, 0, 0.5, 1].flatMap((part, at) => {
    const label = formatNumber(part);
    const left = x + at * 36;
    return [
      drawSquare(left, y, 12, squareOf(part, label, false)),
      text(left + 15, y + 10, label, { class: 'small' }),
    ];
  });
}
