import type { FittedClassifier } from '../estimators/FittedClassifier.ts';
import type { MarginNorm } from '../margin/dualNorm.ts';
import type { Rows } from '../validation/dense.ts';
import { toDense } from '../validation/dense.ts';
import { describe } from '../validation/describe.ts';
import type { LabelledData } from '../validation/labelledData.ts';
import type { Labels } from '../validation/labels.ts';
import { encodeLabels } from '../validation/labels.ts';
import { checkChoice, checkOptionNames } from '../validation/options.ts';

import type { PerturbationUnits } from './PerturbationSpace.ts';
import type { RadiusProblem } from './certifiedRadii.ts';

/** What a certificate is about. */
export interface CertifyOptions {
  /**
   * The right label of each row, of classes that training saw: the radius is 0 where another one is predicted.
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

/** Their names. */
export const OPTION_NAMES = ['labels', 'norm', 'units'];

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
  const { labels, norm = 2, units = 'standardized' } = options;
  const { training } = classifier;
  checkChoice<MarginNorm>(norm, 'norm', [1, 2, Infinity]);
  checkChoice(units, 'units', ['standardized', 'raw']);
  const data = toDense(X, 'X', training.columns);
  const codes =
    labels === undefined ? undefined : checkCodes(labels, training, data.rows);
  return { classifier, data, codes, norm, units };
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
