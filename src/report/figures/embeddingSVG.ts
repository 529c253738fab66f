import { certify } from '../../certification/certify.ts';
import type { Dense, Rows } from '../../data/Dense.ts';
import { toRows } from '../../data/Dense.ts';
import type { LabelledData } from '../../data/LabelledData.ts';
import { checkBatch } from '../../data/LabelledData.ts';
import type { Labels } from '../../data/labels.ts';
import type { FittedClassifier } from '../../estimators/classifier/FittedClassifier.ts';
import type { MetricKNN } from '../../estimators/classifier/MetricKNN.ts';
import { fittedClassifierOf } from '../../estimators/classifier/MetricKNN.ts';
import { embed, unfoldScale } from '../../fit/FittedMetric.ts';
import {
  choiceOf,
  integer,
  readOptions,
  seed as seedReader,
} from '../../options/readOptions.ts';
import type { FigureOptions } from '../drawing/figure.ts';
import { figureReaders } from '../drawing/figure.ts';
import { columnNamesOf } from '../text/checks.ts';
import { shorten } from '../text/escapeText.ts';

import { columnWeights } from './columnWeights.ts';
import type { View } from './planes.ts';
import { ballIn, planeOf } from './planes.ts';
import { pick, pickData, sampleRows } from './sampleRows.ts';
import { scatterSVG } from './scatterSVG.ts';

/** How the rows of a classifier are drawn. */
export interface EmbeddingFigureOptions extends FigureOptions {
  /**
   * `'before'`: standardized columns, where certified radii are discs. `'after'`: the embedding by the metric, where
   * they are ellipses.
   * @default 'after'
   */
  view?: View;
  /**
   * d names of columns.
   * @default 'column 0', 'column 1', …
   */
  columnNames?: readonly string[];
  /**
   * The largest number of rows to draw; of more rows, a sample is drawn.
   * @default 400
   */
  limit?: number;
  /**
   * The seed of the sample: a whole number from 0 to 2³² − 1.
   * @default 0
   */
  seed?: number;
}

/** The rows to draw. */
export interface EmbeddedRows {
  /** Raw rows. */
  data: LabelledData;
  rowNames: string[];
  radii: number[];
}

const TITLES = {
  before: 'Before: standardized columns',
  after: 'After: embedded by the metric',
};
/** More rows than this would hide each other. */
export const MOST_POINTS = 400;

/**
 * Draws rows in the plane in which the training rows vary most, and around each row its certified radius at true scale:
 * the ball of perturbations that do not change its prediction, projected onto the plane.
 * @param knn - A trained classifier.
 * @param X - q × d raw rows.
 * @param y - q labels.
 * @param options - View, names, limit, seed, title, id and theme.
 * @returns An SVG.
 * @throws {TypeError|RangeError} As `certify`; if the number of labels differs from that of rows, or an
 * option is invalid.
 */
export function embeddingSVG(
  knn: MetricKNN,
  X: Rows,
  y: Labels,
  options: EmbeddingFigureOptions = {},
): string {
  const classifier = fittedClassifierOf(knn, 'embeddingSVG');
  const { columns } = classifier.training;
  const shown = options?.view === 'before' ? 'before' : 'after';
  const { view, limit, seed, columnNames, ...figureOptions } = readOptions(
    options,
    'options',
    {
      view: choiceOf<View>(['before', 'after'], 'after'),
      limit: integer({ min: 1 }, MOST_POINTS),
      seed: seedReader(0),
      columnNames: columnNamesOf(columns),
      ...figureReaders(TITLES[shown], shown),
    },
  );
  const all = checkBatch(X, y, columns, '');
  const rows = sampleRows(all.rows, limit, seed);
  const data = pickData(all, rows);
  const radii = certify(knn, toRows(data)).map(({ radius }) => radius);
  const rowNames = Array.from(rows, (row) => `row ${row}`);
  const embedded = { data, rowNames, radii };
  return drawEmbedding(classifier, view, columnNames, embedded, figureOptions);
}

/**
 * Draws `embeddingSVG` for rows with known radii.
 * @param names - Names of columns.
 */
export function drawEmbedding(
  classifier: FittedClassifier,
  view: View,
  names: readonly string[],
  { data, rowNames, radii }: EmbeddedRows,
  options: FigureOptions,
): string {
  const plane = planeOf(classifier, view);
  const axes = unfoldScale(plane);
  const unit = view === 'before' ? 'sd' : 'learned distance';
  const scatter = {
    points: toRows(embed(plane, data)),
    labels: pick(data.classes, data.codes),
    classes: data.classes,
    names: rowNames,
    radii,
    ball: ballIn(axes),
    axes: {
      x: nameDirection(axes, 0, names, unit),
      y: nameDirection(axes, 1, names, unit),
    },
  };
  return scatterSVG(scatter, { title: TITLES[view], id: view, ...options });
}

// the two columns with the largest entries, above a tenth of the largest
function nameDirection(
  { values, columns }: Dense,
  axis: number,
  names: readonly string[],
  unit: string,
): string {
  const entries = values.subarray(axis * columns, (axis + 1) * columns);
  const weights = columnWeights({ values: entries, rows: 1, columns });
  const [{ weight: largest }] = weights;
  if (largest === 0) return 'no variation in this direction';
  const mostWeighted = weights
    .slice(0, 2)
    .filter(({ weight }) => weight > largest / 100)
    .map(
      ({ column }) =>
        `${entries[column] < 0 ? '−' : ''}${shorten(names[column], 16)}`,
    );
  const mostly = columns > 2 ? 'mostly ' : '';
  return `${mostly}${mostWeighted.join(', ')} (${unit})`;
}
