import type { MetricLearner } from '../estimators/MetricLearner.ts';
import type { Dense } from '../validation/dense.ts';

import {
  columnWeights,
  metricAmong,
  standardizedMap,
} from './columnWeights.ts';
import { escapeText, shorten } from './escapeText.ts';
import { WIDTH, figure, round, text } from './figure.ts';
import { formatNumber } from './formatNumber.ts';
import type { MetricFigureOptions } from './importanceSVG.ts';
import { checkMetricFigure, labelWidth } from './importanceSVG.ts';

/** Cells at least this wide have room for their number. */
const READABLE = 30;

/**
 * Draws M = LᵀL on standardized columns: a square for each pair of columns, orange where they add up, blue where they make up for
 * each other, and the stronger the more.
 * @param metric - A fitted metric.
 * @param options - Names of columns, how many of them, title, id, theme.
 * @returns An SVG.
 * @throws {TypeError|RangeError} Something else than a fitted metric; options of another kind.
 */
export function metricSVG(
  metric: MetricLearner,
  options: MetricFigureOptions = {},
): string {
  return drawMetric(standardizedMap(metric), options);
}

/**
 * `metricSVG` of a map.
 * @param map - L on standardized columns.
 * @param options - As `metricSVG`.
 * @returns An SVG.
 */
export function drawMetric(map: Dense, options: MetricFigureOptions): string {
  const { checked, names, limit } = checkMetricFigure(options, map.columns, {
    title: 'The metric, column by column',
    id: 'metric',
  });
  const columns = columnWeights(map)
    .slice(0, limit)
    .map(({ column }) => column)
    .toSorted((a, b) => a - b);
  const { parts, unit } = metricAmong(map, columns);
  // the largest is on the diagonal: M is positive semidefinite
  const largest = Math.max(...parts.map((row, at) => row[at])) || 1;
  const left = Math.min(
    labelWidth(columns.map((column) => names[column])),
    150,
  );
  const top = 32;
  const cell = Math.min((WIDTH - left - 12) / columns.length, 56);
  const body = columns.flatMap((column, row) => {
    const y = top + row * cell;
    const name = shorten(names[column], 20);
    return [
      text(left - 8, y + cell / 2 + 4, name, { 'text-anchor': 'end' }),
      ...columns.map((other, at) => {
        const part = parts[row][at] / largest;
        const x = left + at * cell;
        const about = `${names[column]} × ${names[other]}: ${formatNumber(parts[row][at] * unit * unit)}`;
        return drawCell(x, y, cell, part, about);
      }),
    ];
  });
  const bottom = top + columns.length * cell;
  const turned = columns.map((column, at) => {
    const x = left + (at + 0.5) * cell + 4;
    const y = bottom + 8;
    const name = shorten(names[column], 14);
    return text(x, y, name, {
      class: 'quiet',
      'text-anchor': 'end',
      transform: `rotate(-45 ${round(x)} ${round(y)})`,
    });
  });
  const depth =
    12 + Math.min(labelWidth(columns.map((at) => names[at])), 110) * 0.62;
  const hidden = map.columns - columns.length;
  const note =
    hidden > 0
      ? `the weightiest ${columns.length} of ${map.columns} columns; `
      : '';
  return figure(checked, {
    description: `The matrix of the metric on standardized columns, as parts of its largest entry, ${formatNumber(largest)}; ${note}orange is positive, blue negative.`,
    width: WIDTH,
    height: bottom + depth + 26,
    body: [...body, ...turned, ...drawKey(8, bottom + depth + 6)],
  });
}

function drawCell(
  x: number,
  y: number,
  size: number,
  part: number,
  about: string,
): string {
  const gap = Math.min(1, size / 10);
  const sign = part < 0 ? 'minus' : 'plus';
  const parts = [
    `<title>${escapeText(about)}</title>`,
    `<rect class="rule" x="${round(x)}" y="${round(y)}" width="${round(size - gap)}" height="${round(size - gap)}"/>`,
    `<rect class="${sign}" x="${round(x)}" y="${round(y)}" width="${round(size - gap)}" height="${round(size - gap)}" fill-opacity="${round(0.75 * Math.abs(part))}"/>`,
  ];
  const content =
    size >= READABLE
      ? formatNumber(Number(part.toFixed(2)))
      : // what colour says is said by a sign too
        part < -0.05
        ? '−'
        : '';
  if (content !== '') {
    parts.push(
      text(x + size / 2, y + size / 2 + 4, content, {
        class: 'small',
        'text-anchor': 'middle',
      }),
    );
  }
  return `<g>${parts.join('')}</g>`;
}

function drawKey(x: number, y: number): string[] {
  const steps = [-1, -0.5, 0, 0.5, 1];
  return steps.flatMap((part, at) => [
    drawCell(x + at * 36, y, 12, part, formatNumber(part)),
    text(x + at * 36 + 15, y + 10, formatNumber(part), { class: 'small' }),
  ]);
}
