import type { Work } from '../../async/work.ts';
import { toRows } from '../../data/Dense.ts';
import { crossBoundary } from '../attacks/crossBoundary.ts';
import { movesTowards } from '../attacks/movesToRows.ts';
import { moveSizes } from '../bounds/norms.ts';
import type {
  CertifiedRadii,
  RadiusProblem,
} from '../radius/certifiedRadii.ts';

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
 * Finds the rows just beyond exact radii whose prediction differs, given the shortest perturbations towards impostors.
 */
export function* adversariesOf(
  problem: RadiusProblem,
  { radii, moves, impostors }: CertifiedRadii,
): Work<Adversary[]> {
  // rows of other classes are too few to win anywhere, where there is none
  const result = Array.from(radii, (radius): Adversary => {
    return { adversary: undefined, exact: radius === Infinity };
  });
  const { which, ...ways } = movesTowards(problem, impostors, moves);
  const moved = yield* crossBoundary(problem.classifier, ways);
  const rows = toRows(moved);
  const { data, lengths, goals } = ways;
  const sizes = moveSizes(data, moved, lengths, 2);
  const whole = moveSizes(data, { ...data, values: goals }, lengths, 2);
  for (const [at, row] of which.entries()) {
    if (moved.codes[at] < 0) continue;
    const slack = Math.max(EXACT * radii[row], NEXT_TO_NOTHING * whole[at]);
    const exact = sizes[at] <= radii[row] + slack;
    result[row] = { adversary: rows[at], exact };
  }
  return result;
}
