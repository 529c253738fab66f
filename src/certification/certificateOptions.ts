import type { FittedClassifier } from '../estimators/FittedClassifier.ts';
import type { MarginNorm } from '../margin/dualNorm.ts';
import type { Rows } from '../validation/dense.ts';
import { toDense } from '../validation/dense.ts';
import { describe } from '../validation/describe.ts';
import type { LabelledData } from '../validation/labelledData.ts';
import type { Labels } from '../validation/labels.ts';
import { encodeLabels } from '../validation/labels.ts';
import {
  checkBoolean,
  checkChoice,
  checkOptionNames,
} from '../validation/options.ts';

import type { PerturbationUnits } from './PerturbationSpace.ts';
import type { RadiusProblem } from './certifiedRadii.ts';

/** What an attack is about. */
export interface AttackOptions {
  /**
   * The right label of each row, of classes that training saw: one that is predicted otherwise needs no attack, and has the size 0.
   * @default the predicted labels
   */
  labels?: Labels;
  /**
   * How the size of a perturbation is measured. `2`: its length; `1`: the sum of the sizes of its entries; `Infinity`: the
   * largest of them.
   * @default 2
   */
  norm?: number;
  /**
   * Of which columns: divided by their standard deviations (those of the training data), or as they are.
   * @default 'standardized'
   */
  units?: PerturbationUnits;
}

/** What a certificate is about. Rows that are predicted otherwise than their label says have the radius 0. */
export interface CertifyOptions extends AttackOptions {
  /**
   * Whether to find the largest radii that hold, and the nearest rows that are predicted otherwise, with norm 2 and k = 1.
   * @default false
   */
  exact?: boolean;
}

/** Their names. */
export const ATTACK_OPTION_NAMES = ['labels', 'norm', 'units'];
export const OPTION_NAMES = [...ATTACK_OPTION_NAMES, 'exact'];

/** What is to be certified, checked. */
export interface CertificateRequest extends Omit<RadiusProblem, 'codes'> {
  /** The class that each row is said to be of; `undefined`: nothing is said. */
  codes: Int32Array | undefined;
}

/**
 * Checks everything before any work.
 * @param classifier - The classifier.
 * @param X - q × d raw rows.
 * @param options - What the user gave.
 * @returns Rows and all options.
 * @throws {TypeError|RangeError} Rows of another width, NaN or infinity, unknown options, values out of range, labels of
 * another number or that training never saw.
 */
export function checkRequest(
  classifier: FittedClassifier,
  X: Rows,
  options: CertifyOptions,
): CertificateRequest {
  checkOptionNames(options, 'options', OPTION_NAMES);
  const { exact = false, norm = 2 } = options;
  checkBoolean(exact, 'exact');
  const request = checkParts(classifier, X, options);
  if (exact) checkExact(classifier.k, norm);
  return { ...request, exact };
}

/**
 * The same for an attack.
 * @param classifier - The classifier.
 * @param X - q × d raw rows.
 * @param options - What the user gave.
 * @returns Rows and all options.
 * @throws {TypeError|RangeError} As `checkRequest`.
 */
export function checkAttack(
  classifier: FittedClassifier,
  X: Rows,
  options: AttackOptions,
): CertificateRequest {
  checkOptionNames(options, 'options', ATTACK_OPTION_NAMES);
  return checkParts(classifier, X, options);
}

function checkParts(
  classifier: FittedClassifier,
  X: Rows,
  options: AttackOptions,
): CertificateRequest {
  const { labels, norm = 2, units = 'standardized' } = options;
  const { training } = classifier;
  checkChoice<MarginNorm>(norm, 'norm', [1, 2, Infinity]);
  checkChoice(units, 'units', ['standardized', 'raw']);
  const data = toDense(X, 'X', training.columns);
  const codes =
    labels === undefined ? undefined : checkCodes(labels, training, data.rows);
  return { classifier, data, codes, norm, units, exact: false };
}

function checkExact(k: number, norm: number): void {
  if (k > 1) {
    throw new RangeError(
      `exact must be false unless k is 1, got true with k = ${k}: the nearest row that is predicted otherwise may have any ${k - 1} others among its neighbours, and there are too many choices to try`,
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
