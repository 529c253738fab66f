import type { Rows } from '../../data/Dense.ts';
import type { LabelledData } from '../../data/LabelledData.ts';
import { checkBatch } from '../../data/LabelledData.ts';
import type { Labels } from '../../data/labels.ts';
import type { FittedClassifier } from '../../estimators/classifier/FittedClassifier.ts';
import {
  MetricKNN,
  fittedClassifierOf,
} from '../../estimators/classifier/MetricKNN.ts';
import { isPlainObject } from '../../options/checks.ts';
import {
  choiceOf,
  integer,
  readOptions,
  seed,
  string,
} from '../../options/readOptions.ts';
import type { Theme } from '../drawing/figure.ts';
import { THEMES } from '../drawing/figure.ts';
import type { RobustnessCurves } from '../figures/robustnessSVG.ts';
import type { SearchResults } from '../figures/searchCandidates.ts';
import { checkTexts, checkThat, columnNamesOf } from '../text/checks.ts';

/** The options of a report. */
export interface ReportOptions {
  /** A trained classifier. */
  knn: MetricKNN;
  /**
   * q × d raw rows to evaluate it on, preferably ones that it was not trained on.
   * @default the training rows
   */
  X?: Rows;
  /**
   * q labels of X. X and y are given together.
   * @default the labels of the training rows
   */
  y?: Labels;
  /**
   * Other classifiers to compare with, by name; `false` for none.
   * @default plain k-NN on standardized columns, with the same k and the same training rows
   */
  compare?: Readonly<Record<string, MetricKNN>> | false;
  /**
   * The title of the report.
   * @default 'What the metric learned'
   */
  title?: string;
  /**
   * d names of columns.
   * @default 'column 0', 'column 1', …
   */
  columnNames?: readonly string[];
  /**
   * q names of the rows of X: `'line 12'`, for instance, or the number of a patient.
   * @default 'row 0', 'row 1', …
   */
  rowNames?: readonly string[];
  /**
   * d units of columns, such as `'cm'`; empty for a column without a unit.
   * @default none
   */
  units?: readonly string[];
  /**
   * Certified accuracy and accuracy under attack of each model, by its name, as `robustnessCurve` returns them.
   * @default computed from the certificates of the rows that are evaluated
   */
  curves?: RobustnessCurves;
  /**
   * The result of `search`, to be added to the report.
   * @default none
   */
  search?: SearchResults;
  /**
   * The largest number of rows to evaluate; of more rows, a sample is evaluated.
   * @default 1000
   */
  limit?: number;
  /**
   * The number of the most fragile rows in the table.
   * @default 20
   */
  fragile?: number;
  /**
   * The seed of the sample: a whole number from 0 to 2³² − 1.
   * @default 0
   */
  seed?: number;
  /**
   * `'light'`, `'dark'`, or `'auto'` for that of the reader's system.
   * @default 'auto'
   */
  theme?: Theme;
}

/** Checked options of a report. */
export interface ReportRequest {
  knn: MetricKNN;
  classifier: FittedClassifier;
  data: LabelledData;
  compare: Readonly<Record<string, MetricKNN>> | false | undefined;
  title: string;
  columnNames: string[];
  rowNames: string[] | undefined;
  units: string[];
  curves: RobustnessCurves | undefined;
  search: SearchResults | undefined;
  limit: number;
  fragile: number;
  seed: number;
  theme: Theme;
}

const READERS = {
  title: string('What the metric learned'),
  limit: integer({ min: 1 }, 1000),
  fragile: integer({ min: 1 }, 20),
  seed: seed(0),
  theme: choiceOf(THEMES, 'auto'),
};

/** The options that depend on the classifier, or are checked when they are drawn. */
const OTHERS: ReadonlyArray<keyof ReportOptions> = [
  'knn',
  'X',
  'y',
  'compare',
  'columnNames',
  'rowNames',
  'units',
  'curves',
  'search',
];

/**
 * Checks everything before any work, and fills in the defaults. Curves and searches are checked when they are drawn.
 * @throws {TypeError|RangeError} If an option is unknown or invalid, the classifier is not trained, or rows have
 * the wrong width.
 */
export function checkReport(options: ReportOptions): ReportRequest {
  const settings = readOptions(options, 'options', READERS, OTHERS);
  const { knn, rowNames, curves, search } = options;
  const classifier = fittedClassifierOf(knn, 'reportHTML');
  const { columns } = classifier.training;
  const units = options.units ?? new Array<string>(columns).fill('');
  const data = checkRows(options, classifier);
  return {
    ...settings,
    knn,
    classifier,
    data,
    rowNames: rowNames && checkTexts(rowNames, 'rowNames', data.rows, 'rows'),
    compare: checkCompare(options.compare, columns),
    columnNames: columnNamesOf(columns)('columnNames', options.columnNames),
    units: checkTexts(units, 'units', columns),
    curves,
    search,
  };
}

function checkRows(
  { X, y }: ReportOptions,
  { training }: FittedClassifier,
): LabelledData {
  if (X === undefined && y === undefined) {
    return training;
  }
  if (X === undefined || y === undefined) {
    const [given, missing] = X === undefined ? ['y', 'X'] : ['X', 'y'];
    throw new TypeError(`${missing} must be given when ${given} is`);
  }
  return checkBatch(X, y, training.columns, '');
}

function checkCompare(
  compare: ReportOptions['compare'],
  columns: number,
): ReportRequest['compare'] {
  if (compare === undefined || compare === false) return compare;
  const wanted = 'false or an object of classifiers by name';
  checkThat(isPlainObject(compare), 'compare', wanted, compare);
  for (const [name, other] of Object.entries(compare)) {
    const owner = `compare['${name}']`;
    checkThat(other instanceof MetricKNN, owner, 'a MetricKNN', other);
    const { training } = fittedClassifierOf(other, owner);
    if (training.columns === columns) continue;
    throw new RangeError(
      `${owner} must be trained on ${columns} columns, as knn is, got ${training.columns}`,
    );
  }
  return compare;
}
