import type { Dense } from '../../data/Dense.ts';
import type { MetricLearner } from '../../estimators/learner/MetricLearner.ts';
import { integer, readOptions } from '../../options/readOptions.ts';
import { element, hint, text } from '../drawing/element.ts';
import type { FigureOptions } from '../drawing/figure.ts';
import { WIDTH, figure, figureReaders } from '../drawing/figure.ts';
import { sumOf } from '../drawing/scale.ts';
import { labelWidth } from '../drawing/squares.ts';
import { columnNamesOf } from '../text/checks.ts';
import { shorten } from '../text/escapeText.ts';
import { formatPart } from '../text/formatNumber.ts';

import { columnWeights, standardizedMap } from './columnWeights.ts';

/** How a metric is drawn. */
export interface MetricFigureOptions extends FigureOptions {
  /**
   * d names of columns.
   * @default 'column 0', 'column 1', …
   */
  columnNames?: readonly string[];
  /**
   * The largest number of columns to draw: those with the largest weights.
   * @default 16
   */
  limit?: number;
}

/** More columns than this would not be legible. */
const MOST_COLUMNS = 16;

/**
 * Checks the options of a figure of a metric, and fills in the defaults.
 * @param columns - The number of columns.
 * @param title - The default title.
 * @param id - The default id.
 * @throws {TypeError|RangeError} If an option is unknown or invalid, or the number of names differs from
 * that of columns.
 */
export function readMetricFigure(
  options: MetricFigureOptions,
  columns: number,
  title: string,
  id: string,
): Required<FigureOptions> & { columnNames: string[]; limit: number } {
  return readOptions(options, 'options', {
    ...figureReaders(title, id),
    columnNames: columnNamesOf(columns),
    limit: integer({ min: 1 }, MOST_COLUMNS),
  });
}

/**
 * Draws the importance of columns: the share of each in the trace of M = LᵀL on standardized columns.
 * @param metric - A fitted metric.
 * @param options - Names and number of columns, title, id and theme.
 * @returns An SVG.
 * @throws {TypeError|RangeError} If metric is not a fitted metric, or an option is invalid.
 */
export function importanceSVG(
  metric: MetricLearner,
  options: MetricFigureOptions = {},
): string {
  return drawImportance(standardizedMap(metric), options);
}

/**
 * Draws `importanceSVG` of a map.
 * @param map - L on standardized columns.
 */
export function drawImportance(
  map: Dense,
  options: MetricFigureOptions,
): string {
  const {
    columnNames: names,
    limit,
    ...figureOptions
  } = readMetricFigure(
    options,
    map.columns,
    'Importance of columns',
    'importance',
  );
  const all = columnWeights(map);
  const shown = all.slice(0, limit);
  const rest = all.slice(limit);
  const line = 22;
  const left = labelWidth(shown.map(({ column }) => names[column]));
  const room = WIDTH - left - 56;
  const largest = shown[0].share || 1;
  const body = shown.map(({ column, share }, at) => {
    const y = 35 + at * line;
    const width = (room * share) / largest;
    const name = shorten(names[column], 20);
    const part = formatPart(share);
    return element(
      'g',
      {},
      hint(`${names[column]}: ${part}`),
      text(left - 8, y + 11, name, { 'text-anchor': 'end' }),
      element('rect', { class: 'bar', x: left, y, width, height: 15, rx: 2 }),
      text(left + width + 6, y + 11, part, { class: 'quiet' }),
    );
  });
  let height = 32 + shown.length * line + 8;
  if (rest.length > 0) {
    const share = sumOf(rest.map((column) => column.share));
    const part = `and ${formatPart(share)} in ${rest.length} more`;
    body.push(text(left, height + 6, part, { class: 'quiet' }));
    height += 18;
  }
  return figure(figureOptions, {
    description: `Shares of the trace of the metric, on standardized columns: ${shown
      .slice(0, 3)
      .map(({ column, share }) => `${names[column]} ${formatPart(share)}`)
      .join(', ')}${all.length > 3 ? ', …' : ''}.`,
    height,
    body,
  });
}
