import type { Work } from '../async/work.ts';
import type { Pairs } from '../neighbors/pairs/distinctPairs.ts';
import { distinctPairs } from '../neighbors/pairs/distinctPairs.ts';
import type { Triplets } from '../neighbors/triplets/Triplets.ts';

/**
 * The pairs that the margins of triplets depend on, each once. A triplet (i, j, l) has the margin `(d²(i,l) − d²(i,j))
 * / (2 ‖w_l − w_j‖)`: distances come from the triplets' own pairs, and w_l − w_j is the normal of the hyperplane on
 * which the two distances tie.
 */
export interface MarginPairs {
  triplets: Triplets;
  /** The distinct pairs (target, impostor): the ends of the normals. */
  normalPairs: Pairs;
  /** For each triplet, the index of its normal in `normalPairs`. */
  normalPlaces: Int32Array;
}

/** Cached, since a fit needs them for the target of a margin and for the margin. */
const known = new WeakMap<Triplets, MarginPairs>();

/** Finds the distinct normals of a set of triplets, once. */
export function* createMarginPairs(
  triplets: Triplets,
  rows: number,
): Work<MarginPairs> {
  const before = known.get(triplets);
  if (before) return before;
  const { first, second, places } = yield* distinctPairs(
    triplets.targets,
    triplets.impostors,
    rows,
  );
  const normalPairs = { first, second };
  const found = { triplets, normalPairs, normalPlaces: places };
  known.set(triplets, found);
  return found;
}
