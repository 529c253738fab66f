import type { Work } from '../async/work.ts';
import { pickRows, toRows } from '../data/Dense.ts';
import type { Label } from '../data/labels.ts';
import { predictCodes } from '../estimators/classifier/predictCodes.ts';

import { perturbationNorms } from './PerturbationSpace.ts';
import { crossBoundary, movesTowards } from './attacks/crossBoundary.ts';
import type { CertificateRequest } from './certificateOptions.ts';
import type {
  CertifiedRadii,
  RadiusProblem,
  RowWork,
} from './radius/certifiedRadii.ts';
import { certifiedRadii } from './radius/certifiedRadii.ts';

/** What is proved about the prediction of a row. */
export interface Certificate {
  /** The label it is about: the predicted one, unless labels were given. */
  label: Label;
  /**
   * No perturbation with a norm below this radius changes the prediction from this label. 0 if nothing is certified, or
   * the prediction differs from the label.
   */
  radius: number;
  /**
   * Whether a perturbation of this norm, up to a relative error of 10⁻⁶, does change the prediction. If false, the
   * radius may be too small: it is in closed form, or rounding does not allow a sharper one.
   */
  exact: boolean;
  /**
   * Only with the option `exact`: the nearest raw row with another prediction; the row itself if its prediction differs
   * from the label; `undefined` if none was found.
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
  const { classifier, data, exact } = request;
  const { classes } = classifier.training;
  const predicted = yield* predictCodes(classifier, data);
  const codes = request.codes ?? predicted;
  const right = Int32Array.from(codes.keys()).filter(
    (row) => codes[row] === predicted[row],
  );
  const result = Array.from(codes, (code): Certificate => ({
    label: classes[code],
    radius: 0,
    exact,
  }));
  if (exact) {
    const rows = toRows(data);
    for (const [row, certificate] of result.entries()) {
      certificate.adversary = rows[row];
    }
  }
  if (right.length === 0) return result;
  const problem = {
    ...request,
    data: pickRows(data, right),
    codes: Int32Array.from(right, (row) => codes[row]),
  };
  // rows that are predicted otherwise are done already
  const found = yield* countFrom(
    data.rows - right.length,
    certifiedRadii(problem),
  );
  for (const [at, row] of right.entries()) result[row].radius = found.radii[at];
  if (!exact) return result;
  const adversaries = yield* findAdversaries(problem, found);
  for (const [at, row] of right.entries()) {
    Object.assign(result[row], adversaries[at]);
  }
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

/** A radius is exact if the adversary is at most this part of it farther away. */
const EXACT = 1e-6;
/** The same, as a part of the distance to the training row beyond: for radii near 0. */
const NEXT_TO_NOTHING = 1e-9;

/** The nearest row with another prediction. */
export interface Adversary {
  adversary: number[] | undefined;
  /** Whether no row with another prediction is nearer. */
  exact: boolean;
}

/**
 * Finds the rows just beyond exact radii whose prediction differs, given the shortest perturbations towards impostors.
 */
export function* findAdversaries(
  problem: RadiusProblem,
  { radii, moves, impostors }: CertifiedRadii,
): Work<Adversary[]> {
  // a radius is infinite where rows of other classes are too few to win
  const result = Array.from(radii, (radius): Adversary => {
    return { adversary: undefined, exact: radius === Infinity };
  });
  const { which, ...ways } = movesTowards(problem, impostors, moves);
  const moved = yield* crossBoundary(problem.classifier, ways);
  const rows = toRows(moved);
  const { data, lengths, goals } = ways;
  const sizes = perturbationNorms(data, moved, lengths, 2);
  const whole = perturbationNorms(data, { ...data, values: goals }, lengths, 2);
  for (const [at, row] of which.entries()) {
    if (moved.codes[at] < 0) continue;
    const slack = Math.max(EXACT * radii[row], NEXT_TO_NOTHING * whole[at]);
    const exact = sizes[at] <= radii[row] + slack;
    result[row] = { adversary: rows[at], exact };
  }
  return result;
}
