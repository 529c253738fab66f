import type { Work } from '../../async/work.ts';
import { pickRows, toRows } from '../../data/Dense.ts';
import type { Label } from '../../data/labels.ts';
import { predictCodes } from '../../estimators/classifier/predictCodes.ts';
import { perturbationNorms, perturbationSpace } from '../PerturbationSpace.ts';
import type { CertificateRequest } from '../certificateOptions.ts';
import type { RadiusProblem, RowWork } from '../radius/certifiedRadii.ts';
import { certifiedRadii } from '../radius/certifiedRadii.ts';

import { adversarialMoves } from './adversarialMoves.ts';
import type { MovedRows, SomeMoves } from './crossBoundary.ts';
import { crossBoundary, movesTowards } from './crossBoundary.ts';

/** A perturbed row with another prediction. */
export interface Attack {
  /** The label under attack: the predicted one, unless labels were given. */
  label: Label;
  /** A raw row that is predicted otherwise: the row itself if it already is, `undefined` if none was found. */
  adversary: number[] | undefined;
  /**
   * The distance of the adversary from the row: 0 if it is the row itself, infinite if none was found. Never smaller
   * than the certified radius.
   */
  size: number;
  /** The label predicted for the adversary; `undefined` if none was found. */
  prediction: Label | undefined;
}

/**
 * Attacks the rows that are predicted as labelled; the others need no attack.
 * @yields After some of the rows, how many are done; otherwise nothing.
 * @throws {RangeError} If distances are not finite.
 */
export function* attacks(request: CertificateRequest): RowWork<Attack[]> {
  const { classifier, data, norm, units } = request;
  const { classes } = classifier.training;
  const predicted = yield* predictCodes(classifier, data);
  const codes = request.codes ?? predicted;
  const rows = toRows(data);
  const result = Array.from(codes, (code, row): Attack => ({
    label: classes[code],
    adversary: rows[row],
    size: 0,
    prediction: classes[predicted[row]],
  }));
  const right = Int32Array.from(codes.keys()).filter(
    (row) => codes[row] === predicted[row],
  );
  if (right.length === 0) return result;
  for (const row of right) {
    const { label } = result[row];
    result[row] = {
      label,
      adversary: undefined,
      size: Infinity,
      prediction: undefined,
    };
  }
  const problem = {
    ...request,
    data: pickRows(data, right),
    codes: Int32Array.from(right, (row) => codes[row]),
  };
  const moved = yield* findMoves(problem);
  const { lengths } = perturbationSpace(classifier, units);
  const sizes = perturbationNorms(problem.data, moved, lengths, norm);
  const adversaries = toRows(moved);
  for (const [at, row] of right.entries()) {
    if (moved.codes[at] < 0) continue;
    Object.assign(result[row], {
      adversary: adversaries[at],
      size: sizes[at],
      prediction: classes[moved.codes[at]],
    });
  }
  return result;
}

// the first row with another prediction, beyond an adversarial move or else on the way to a training row
function* findMoves(problem: RadiusProblem): RowWork<MovedRows> {
  const { classifier, data, norm } = problem;
  const find = classifier.k === 1 && norm === 2 ? exactMoves : adversarialMoves;
  const found = yield* find(problem);
  const moved: MovedRows = {
    values: new Float64Array(data.values.length),
    rows: data.rows,
    columns: data.columns,
    codes: new Int32Array(data.rows).fill(-1),
  };
  put(yield* crossBoundary(classifier, found), found.which, moved);
  const left = Int32Array.from(moved.codes.keys()).filter(
    (row) => moved.codes[row] < 0,
  );
  if (left.length === 0) return moved;
  const rest = yield* movesToTraining({
    ...problem,
    data: pickRows(data, left),
    codes: left.map((row) => problem.codes[row]),
  });
  const which = rest.which.map((at) => left[at]);
  put(yield* crossBoundary(classifier, rest), which, moved);
  return moved;
}

function put(some: MovedRows, which: Int32Array, all: MovedRows): void {
  const { columns } = all;
  for (const [at, row] of which.entries()) {
    const place = some.values.subarray(at * columns, (at + 1) * columns);
    all.values.set(place, row * columns);
    all.codes[row] = some.codes[at];
  }
}

/**
 * The shortest perturbations towards impostors that change predictions of one neighbour: see `ImpostorCell`.
 * @yields After some of the rows, how many are done; otherwise nothing.
 * @returns Perturbations of those rows for which there is one.
 */
export function* exactMoves(problem: RadiusProblem): RowWork<SomeMoves> {
  const { moves, impostors } = yield* certifiedRadii({
    ...problem,
    exact: true,
  });
  return movesTowards(problem, impostors, moves);
}

/**
 * Perturbations of norm 0 that head for the nearest training row with another prediction. O(n² r).
 * @returns Those of the rows for which there is such a training row.
 */
export function* movesToTraining(problem: RadiusProblem): Work<SomeMoves> {
  const { classifier, data, codes, norm, units } = problem;
  const { training } = classifier;
  const { lengths } = perturbationSpace(classifier, units);
  const predicted = yield* predictCodes(classifier, training);
  const nearest = new Int32Array(data.rows).fill(-1);
  for (const row of nearest.keys()) {
    const others = Int32Array.from(predicted.keys()).filter(
      (other) => predicted[other] !== codes[row],
    );
    const from = pickRows(data, new Int32Array(others.length).fill(row));
    const sizes = perturbationNorms(
      from,
      pickRows(training, others),
      lengths,
      norm,
    );
    const best = sizes.indexOf(Math.min(...sizes));
    if (best !== -1) nearest[row] = others[best];
    yield;
  }
  const values = new Float64Array(data.values.length);
  return movesTowards(problem, nearest, { ...data, values });
}
