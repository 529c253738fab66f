import type { Work } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import { pickRows } from '../../data/Dense.ts';
import { predictCodes } from '../../estimators/classifier/predictCodes.ts';
import { perturbationSpace } from '../PerturbationSpace.ts';
import { moveSizes } from '../bounds/norms.ts';
import type { RadiusProblem, RowWork } from '../radius/certifiedRadii.ts';
import { certifiedRadii } from '../radius/certifiedRadii.ts';

import type { SomeMoves } from './crossBoundary.ts';

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
    const sizes = moveSizes(from, pickRows(training, others), lengths, norm);
    const best = sizes.indexOf(Math.min(...sizes));
    if (best !== -1) nearest[row] = others[best];
    yield;
  }
  const values = new Float64Array(data.values.length);
  return movesTowards(problem, nearest, { ...data, values });
}

/**
 * Perturbations of the rows that are to go on towards a training row.
 * @param problem - The rows.
 * @param goals - The training row of each; −1 if there is none.
 * @param moves - The perturbation of each row so far, q × d.
 */
export function movesTowards(
  { classifier, data, codes, units }: RadiusProblem,
  goals: Int32Array,
  moves: Dense,
): SomeMoves {
  const which = Int32Array.from(goals.keys()).filter((row) => goals[row] >= 0);
  const to = which.map((row) => goals[row]);
  return {
    which,
    data: pickRows(data, which),
    codes: which.map((row) => codes[row]),
    values: pickRows(moves, which).values,
    lengths: perturbationSpace(classifier, units).lengths,
    goals: pickRows(classifier.training, to).values,
  };
}
