import { toRows } from '../validation/dense.ts';
import type { Work } from '../work.ts';

import { perturbationSpace } from './PerturbationSpace.ts';
import type { CertifiedRadii, RadiusProblem } from './certifiedRadii.ts';
import { sizeOf } from './sizes.ts';
import { stepOut } from './stepOut.ts';

/** How much farther than its radius the adversary of a row may be, for the radius to be called exact: a part of the radius. */
const EXACT = 1e-6;
/** The same as a part of the way to the training row it is towards: for radii next to nothing. */
const NEXT_TO_NOTHING = 1e-9;

/** The nearest row that is predicted otherwise. */
export interface Adversary {
  adversary: number[] | undefined;
  /** Whether it is as near as it can be. */
  exact: boolean;
}

/**
 * Finds the rows just beyond exact radii that are predicted otherwise.
 * @param problem - The rows.
 * @param found - Their radii, and the shortest ways out.
 * @yields Between blocks of rows.
 * @returns An adversary for each.
 */
export function* adversariesOf(
  { classifier, data, codes, units }: RadiusProblem,
  { radii, moves, impostors }: CertifiedRadii,
): Work<Adversary[]> {
  const { lengths } = perturbationSpace(classifier, units);
  const { columns } = data;
  const moved = yield* stepOut(classifier, {
    data,
    codes,
    values: moves.values,
    lengths,
    goals: impostors,
  });
  const { values } = classifier.training;
  const rows = toRows({ ...data, values: moved.values });
  const difference = new Float64Array(columns);
  const distance = (row: number, other: Float64Array, to: number): number => {
    for (let k = 0; k < columns; k++) {
      const from = data.values[row * columns + k];
      difference[k] = (other[to + k] - from) / lengths[k];
    }
    return sizeOf(2, difference);
  };
  return rows.map((adversary, row) => {
    const impostor = impostors[row];
    // rows of other classes are too few to win, anywhere
    if (impostor < 0) {
      return { adversary: undefined, exact: radii[row] === Infinity };
    }
    if (moved.codes[row] < 0) return { adversary: undefined, exact: false };
    const size = distance(row, moved.values, row * columns);
    const whole = distance(row, values, impostor * columns);
    const slack = Math.max(EXACT * radii[row], NEXT_TO_NOTHING * whole);
    return { adversary, exact: size <= radii[row] + slack };
  });
}
