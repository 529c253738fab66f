import type { Rows } from '../data/Dense.ts';
import { toDense } from '../data/Dense.ts';
import type { LabelledData } from '../data/LabelledData.ts';
import type { Labels } from '../data/labels.ts';
import { encodeLabels } from '../data/labels.ts';
import type { FittedClassifier } from '../estimators/classifier/FittedClassifier.ts';
import { describe } from '../options/describe.ts';
import { flag, readOptions } from '../options/readOptions.ts';

import type { PerturbationUnits } from './PerturbationSpace.ts';
import { PERTURBATION_READERS } from './PerturbationSpace.ts';
import type { RadiusProblem } from './radius/certifiedRadii.ts';

/** What is attacked, and how perturbations are measured. */
export interface AttackOptions {
  /**
   * The true label of each row, among the classes of the training rows. A row that is predicted otherwise needs no
   * attack, and gets the size 0.
   * @default the predicted labels
   */
  labels?: Labels;
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
}

/**
 * What is certified, and how perturbations are measured. A row that is predicted otherwise than labelled
 * has the radius 0.
 */
export interface CertifyOptions extends AttackOptions {
  /**
   * Whether to find the largest radii that hold, and the nearest rows with another prediction. Requires
   * norm 2 and k = 1.
   * @default false
   */
  exact?: boolean;
}

/** The names of the options. */
export const ATTACK_OPTION_NAMES = ['labels', 'norm', 'units'];
export const CERTIFY_OPTION_NAMES = [...ATTACK_OPTION_NAMES, 'exact'];

/** A checked request for certificates. */
export interface CertificateRequest extends Omit<RadiusProblem, 'codes'> {
  /** The given class of each row; `undefined` if no labels were given. */
  codes: Int32Array | undefined;
}

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
  const readers = { exact: flag(false), ...PERTURBATION_READERS };
  const settings = readOptions(options, 'options', readers, ['labels']);
  const rows = checkRows(classifier, X, options.labels);
  if (settings.exact) checkExact(classifier.k, settings.norm);
  return { classifier, ...rows, ...settings };
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
): CertificateRequest {
  const settings = readOptions(options, 'options', PERTURBATION_READERS, [
    'labels',
  ]);
  const rows = checkRows(classifier, X, options.labels);
  return { classifier, ...rows, ...settings, exact: false };
}

function checkRows(
  { training }: FittedClassifier,
  X: Rows,
  labels: Labels | undefined,
): Pick<CertificateRequest, 'codes' | 'data'> {
  const data = toDense(X, 'X', training.columns);
  const codes =
    labels === undefined ? undefined : checkCodes(labels, training, data.rows);
  return { data, codes };
}

function checkExact(k: number, norm: number): void {
  if (k > 1) {
    throw new RangeError(
      `exact must be false unless k is 1, got true with k = ${k}: with several neighbours there are too many combinations of neighbours to try`,
    );
  }
  if (norm === 2) return;
  throw new RangeError(
    `exact must be false unless norm is 2, got true with norm = ${norm}`,
  );
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
