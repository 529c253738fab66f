import { pickRows, toRows } from '../data/Dense.ts';
import type { Label } from '../data/labels.ts';
import { predictCodes } from '../estimators/classifier/predictCodes.ts';

import type { CertificateRequest } from './certificateOptions.ts';
import { exactRadii } from './exact/exactRadii.ts';
import type { RadiusProblem, RowWork } from './radius/QueryScan.ts';
import { certifiedRadii } from './radius/certifiedRadii.ts';

/** What is proved about the prediction of a row. */
export interface Certificate<L extends Label = Label> {
  /** The label it is about: the predicted one, unless labels were given. */
  label: L;
  /**
   * No perturbation with a norm below this radius changes the prediction from this label. 0 if nothing is certified, or
   * the prediction differs from the label.
   */
  radius: number;
  /** The norm of a perturbation that is known to change the prediction: that to the adversary. Infinite if none is known. */
  upper: number;
  /**
   * Whether `radius` and `upper` are the same, up to a relative error of 10⁻⁶. If false, the radius may be too small: it
   * is in closed form, the work was too much, or rounding does not allow a sharper one.
   */
  exact: boolean;
  /**
   * Only with the option `exact`: the nearest raw row known with another prediction; the row itself if its prediction
   * differs from the label; `undefined` if none was found.
   */
  adversary?: number[] | undefined;
}

/**
 * Certifies rows: predicts them, and finds the radii of those that are predicted as labelled.
 * @yields After some of the rows, how many are done; otherwise nothing.
 * @throws {RangeError} If distances are not finite.
 */
export function* certificates(
  request: CertificateRequest,
): RowWork<Certificate[]> {
  const { right, problem, codes } = yield* findRight(request);
  const { classes } = request.classifier.training;
  const { data, nodes } = request;
  const rows = toRows(data);
  const result = Array.from(codes, (code, row): Certificate => ({
    label: classes[code],
    radius: 0,
    upper: 0,
    exact: true,
    ...(nodes > 0 && { adversary: rows[row] }),
  }));
  if (right.length === 0) return result;
  // rows that are predicted otherwise are done already
  const done = data.rows - right.length;
  if (nodes === 0) {
    const radii = yield* countFrom(done, certifiedRadii(problem));
    for (const [at, row] of right.entries()) {
      const radius = radii[at];
      const exact = radius === Infinity;
      Object.assign(result[row], { radius, upper: Infinity, exact });
    }
    return result;
  }
  const found = yield* countFrom(done, exactRadii(problem, nodes));
  const adversaries = toRows(found.adversaries);
  for (const [at, row] of right.entries()) {
    Object.assign(result[row], {
      radius: found.radii[at],
      upper: found.uppers[at],
      exact: found.exact[at],
      adversary: found.codes[at] < 0 ? undefined : adversaries[at],
    });
  }
  return result;
}

/** The rows that are predicted as labelled. */
interface RightRows {
  /** Their indices. */
  right: Int32Array;
  problem: RadiusProblem;
  /** The class that each row is about, and that is predicted. */
  codes: Int32Array;
  predicted: Int32Array;
}

/** Predicts rows, and picks those that are predicted as labelled. */
export function* findRight(
  request: Omit<CertificateRequest, 'nodes'>,
): RowWork<RightRows> {
  const { classifier, data, norm, space } = request;
  const predicted = yield* predictCodes(classifier, data);
  const codes = request.codes ?? predicted;
  const right = Int32Array.from(codes.keys()).filter(
    (row) => codes[row] === predicted[row],
  );
  const problem = {
    classifier,
    norm,
    space,
    data: pickRows(data, right),
    codes: right.map((row) => codes[row]),
  };
  return { right, problem, codes, predicted };
}

/** Counts the rows that are done from a number on. */
export function* countFrom<Result>(
  done: number,
  work: RowWork<Result>,
): RowWork<Result> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    yield step.value === undefined ? undefined : done + step.value;
  }
}
