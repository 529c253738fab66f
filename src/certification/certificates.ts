import { predictCodes } from '../estimators/predictCodes.ts';
import type { Dense } from '../validation/dense.ts';
import type { Label } from '../validation/labels.ts';

import type { CertificateRequest } from './certificateOptions.ts';
import type { RowWork } from './certifiedRadii.ts';
import { certifiedRadii } from './certifiedRadii.ts';

/** What is certain about a row. */
export interface Certificate {
  /** The label it is about: the predicted one, unless labels were given. */
  label: Label;
  /** No perturbation smaller than this changes the prediction from this label; 0: nothing is certain, or it is another one. */
  radius: number;
  /** Whether larger perturbations do change it. False: the radius is in closed form, and may be a little too small. */
  exact: boolean;
}

/**
 * Certifies rows: predicts them, and finds the radii of those that are predicted as is said.
 * @param request - What is to be certified.
 * @yields After some of the rows, how many are done; between pieces, nothing.
 * @returns A certificate for each.
 * @throws {RangeError} Rows too far away for their distance to be a number.
 */
export function* certificates(
  request: CertificateRequest,
): RowWork<Certificate[]> {
  const { classifier, data } = request;
  const { classes } = classifier.training;
  const predicted = yield* predictCodes(classifier, data);
  const codes = request.codes ?? predicted;
  const right = Int32Array.from(codes.keys()).filter(
    (row) => codes[row] === predicted[row],
  );
  const result = Array.from(codes, (code) => ({
    label: classes[code],
    radius: 0,
    exact: false,
  }));
  if (right.length === 0) return result;
  const problem = {
    ...request,
    data: pick(data, right),
    codes: Int32Array.from(right, (row) => codes[row]),
  };
  // the others are done already
  const radii = yield* countFrom(
    data.rows - right.length,
    certifiedRadii(problem),
  );
  for (const [at, row] of right.entries()) result[row].radius = radii[at];
  return result;
}

function* countFrom<Result>(
  done: number,
  work: RowWork<Result>,
): RowWork<Result> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    yield step.value === undefined ? undefined : done + step.value;
  }
}

function pick({ values, columns }: Dense, rows: Int32Array): Dense {
  const picked = new Float64Array(rows.length * columns);
  for (const [at, row] of rows.entries()) {
    const from = row * columns;
    picked.set(values.subarray(from, from + columns), at * columns);
  }
  return { values: picked, rows: rows.length, columns };
}
