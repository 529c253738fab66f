import type { FittedClassifier } from '../estimators/FittedClassifier.ts';
import { MetricKNN, fittedClassifierOf } from '../estimators/MetricKNN.ts';
import type { Rows } from '../validation/dense.ts';
import type { LabelledData } from '../validation/labelledData.ts';
import { checkBatch } from '../validation/labelledData.ts';
import type { Labels } from '../validation/labels.ts';
import {
  checkChoice,
  checkOptionNames,
  checkSeed,
} from '../validation/options.ts';

import { checkLimit, checkNamed, checkText, checkThat } from './checks.ts';
import type { Theme } from './figureStyle.ts';
import { THEMES } from './figureStyle.ts';
import { checkTexts, nameColumns } from './nameThings.ts';
import type { RobustnessCurves } from './robustnessSVG.ts';
import type { SearchResults } from './searchResults.ts';

/** What a report is about. */
export interface ReportOptions {
  /** A trained classifier. */
  knn: MetricKNN;
  /**
   * q × d raw rows to try it on, best ones that training has not seen.
   * @default the training rows
   */
  X?: Rows;
  /** Their labels. */
  y?: Labels;
  /**
   * Other classifiers to hold it against, by name; `false`: none.
   * @default plain k-NN on standardized columns, with the same k and the same training rows
   */
  compare?: Readonly<Record<string, MetricKNN>> | false;
  /**
   * What stands above it.
   * @default 'What the metric learned'
   */
  title?: string;
  /**
   * d names.
   * @default 'column 0', 'column 1', …
   */
  columnNames?: readonly string[];
  /**
   * What each row of X is called: `'line 12'`, a name, a number of a patient.
   * @default 'row 0', 'row 1', …
   */
  rowNames?: readonly string[];
  /**
   * What each column is measured in: d texts, `'cm'` for instance; empty where there is none.
   * @default none
   */
  units?: readonly string[];
  /**
   * Certified and attacked accuracy, as `robustnessCurve` gives it, by the name of the model.
   * @default from the certificates of the rows that are looked at
   */
  curves?: RobustnessCurves;
  /** What `search` gave, to be drawn as well. */
  search?: SearchResults;
  /**
   * How many rows to look at, at most; of more, a sample.
   * @default 1000
   */
  limit?: number;
  /**
   * How many of the most fragile rows stand in the table.
   * @default 20
   */
  fragile?: number;
  /**
   * Where the sample comes from: a whole number from 0 to 2³² − 1.
   * @default 0
   */
  seed?: number;
  /**
   * `'light'`, `'dark'`, or `'auto'`: as the reader's system is.
   * @default 'auto'
   */
  theme?: Theme;
}

/** What a report is about, checked. */
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

const NAMES: ReadonlyArray<keyof ReportOptions> = [
  'knn',
  'X',
  'y',
  'compare',
  'title',
  'columnNames',
  'rowNames',
  'units',
  'curves',
  'search',
  'limit',
  'fragile',
  'seed',
  'theme',
];

/**
 * Checks everything before any work, and fills in the defaults. Curves and searches are checked by those who draw them.
 * @param options - What the user gave.
 * @returns All of it.
 * @throws {TypeError|RangeError} Unknown names, values of another kind, a classifier before `train`, rows of another width.
 */
export function checkReport(options: ReportOptions): ReportRequest {
  checkOptionNames(options, 'options', NAMES);
  const { knn, compare, theme = 'auto', seed = 0 } = options;
  const { title = 'What the metric learned', limit = 1000 } = options;
  const { fragile = 20, curves, search } = options;
  const classifier = fittedClassifierOf(knn, 'reportHTML');
  const { columns } = classifier.training;
  const data = checkRows(options, classifier);
  const { rowNames } = options;
  return {
    data,
    rowNames: rowNames && checkTexts(rowNames, 'rowNames', data.rows, 'rows'),
    knn,
    classifier,
    compare: checkCompare(compare, columns),
    title: checkText(title, 'title'),
    columnNames: nameColumns(options.columnNames, columns),
    units: checkTexts(
      options.units ?? Array.from({ length: columns }, () => ''),
      'units',
      columns,
    ),
    curves,
    search,
    limit: checkLimit(limit, 'limit'),
    fragile: checkLimit(fragile, 'fragile'),
    seed: checkSeed(seed),
    theme: checkChoice(theme, 'theme', THEMES),
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
    throw new TypeError(`${given} needs ${missing} beside it`);
  }
  return checkBatch(X, y, training.columns, '');
}

function checkCompare(
  compare: ReportOptions['compare'],
  columns: number,
): ReportRequest['compare'] {
  if (compare === undefined || compare === false) return compare;
  const wanted = 'false or an object of classifiers by name';
  for (const [name, other] of checkNamed(compare, 'compare', wanted)) {
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
