import type { Rows } from '../data/Dense.ts';
import { toDense } from '../data/Dense.ts';
import type { LabelledData } from '../data/LabelledData.ts';
import type { Labels } from '../data/labels.ts';
import { encodeLabels } from '../data/labels.ts';
import type { FittedClassifier } from '../estimators/classifier/FittedClassifier.ts';
import { describe } from '../options/describe.ts';
import type { Reader } from '../options/readOptions.ts';
import { integer, readEach, readOptions } from '../options/readOptions.ts';

import type { PerturbationUnits } from './PerturbationSpace.ts';
import {
  PERTURBATION_READERS,
  perturbationSpace,
} from './PerturbationSpace.ts';
import type { ColumnChange } from './columnLimits.ts';
import { checkWithin, readColumnLimits } from './columnLimits.ts';
import type { RadiusProblem } from './radius/QueryScan.ts';

/** How perturbations are measured, and what they may do. */
export interface PerturbationOptions {
  /**
   * The norm of a perturbation: `2` is its Euclidean length, `1` the sum and `Infinity` the maximum of the absolute
   * values of its entries.
   * @default 2
   */
  norm?: number;
  /**
   * The units of perturbations: `'standardized'` divides each column by its standard deviation in the training data,
   * `'raw'` takes columns as they are.
   * @default 'standardized'
   */
  units?: PerturbationUnits;
  /**
   * What perturbations may do to columns, by their indices: `'fixed'` (nothing), `'increase'`, `'decrease'`, or stay
   * within `{ min, max }`, in raw units. Other columns may change as they like.
   * @default {}
   */
  columns?: Record<number, ColumnChange>;
}

/** What is attacked, and how. */
export interface AttackOptions extends PerturbationOptions {
  /**
   * The true label of each row, among the classes of the training rows. A row that is predicted otherwise needs no
   * attack, and gets the size 0.
   * @default the predicted labels
   */
  labels?: Labels;
}

/** The work on exact radii. */
export interface ExactOptions {
  /**
   * The largest number of regions to look at, for each row: some tens to hundreds are enough for most rows. Where they are not, the
   * distance to the nearest adversary lies between `radius` and `upper`.
   * @default 10000
   */
  nodes?: number;
}

/**
 * What is certified, and how perturbations are measured. A row that is predicted otherwise than labelled
 * has the radius 0.
 */
export interface CertifyOptions extends AttackOptions {
  /**
   * Whether to find the largest radii that hold, and the nearest rows with another prediction.
   * @default false
   */
  exact?: boolean | ExactOptions;
}

/** The names of the options. */
export const ATTACK_OPTION_NAMES = ['labels', 'norm', 'units', 'columns'];
export const CERTIFY_OPTION_NAMES = [...ATTACK_OPTION_NAMES, 'exact'];

/** A checked request for certificates. */
export interface CertificateRequest extends Omit<RadiusProblem, 'codes'> {
  /** The given class of each row; `undefined` if no labels were given. */
  codes: Int32Array | undefined;
  /** The largest number of regions to look at for each row; 0: radii are in closed form. */
  nodes: number;
}

/** Enough for all but a few rows of common tables; at most some seconds for each of those. */
const NODES = 10_000;

const EXACT_READERS = { nodes: integer({ min: 1 }, NODES) };

const readNodes: Reader<number> = (name, given = false) => {
  if (typeof given === 'boolean') return given ? NODES : 0;
  if (typeof given === 'object' && given !== null) {
    return readOptions(given, name, EXACT_READERS).nodes;
  }
  throw new TypeError(
    `${name} must be a boolean or { nodes }, got ${describe(given)}`,
  );
};

/**
 * Checks everything before any work.
 * @param X - q × d raw rows.
 * @throws {TypeError|RangeError} If rows have the wrong width or entries that are not finite, an option is unknown or
 * out of range, the number of labels differs from that of rows, or a label is not a class of the training rows.
 */
export function checkRequest(
  classifier: FittedClassifier,
  X: Rows,
  options: CertifyOptions,
): CertificateRequest {
  const { exact: nodes } = readOptions(
    options,
    'options',
    { exact: readNodes },
    ATTACK_OPTION_NAMES,
  );
  return { ...readRows(classifier, X, options), nodes };
}

/**
 * Checks the arguments of an attack.
 * @param X - q × d raw rows.
 * @throws {TypeError|RangeError} As `checkRequest`.
 */
export function checkAttack(
  classifier: FittedClassifier,
  X: Rows,
  options: AttackOptions,
): Omit<CertificateRequest, 'nodes'> {
  readOptions(options, 'options', {}, ATTACK_OPTION_NAMES);
  return readRows(classifier, X, options);
}

function readRows(
  classifier: FittedClassifier,
  X: Rows,
  options: AttackOptions,
): Omit<CertificateRequest, 'nodes'> {
  const { training } = classifier;
  const { norm, units } = readEach(options, 'options', PERTURBATION_READERS);
  const limits = readColumnLimits(options.columns, training.columns);
  const data = toDense(X, 'X', training.columns);
  if (limits) checkWithin(data, limits);
  const codes =
    options.labels === undefined
      ? undefined
      : checkCodes(options.labels, training, data.rows);
  const space = perturbationSpace(classifier, units, limits);
  return { classifier, data, codes, norm, space };
}

function checkCodes(
  labels: Labels,
  { classes }: LabelledData,
  rows: number,
): Int32Array {
  const given = encodeLabels(labels, 'labels');
  if (given.codes.length !== rows) {
    throw new RangeError(
      `labels must have one label for each of the ${rows} rows of X, got ${given.codes.length}`,
    );
  }
  return given.codes.map((code, row) => {
    const label = given.classes[code];
    const known = classes.indexOf(label);
    if (known !== -1) return known;
    throw new RangeError(
      `labels[${row}] must be a class of the training rows, got ${describe(label)}`,
    );
  });
}
