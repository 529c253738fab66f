import type { Work } from '../async/work.ts';
import { inChunks, runInTurns } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';
import { javascript } from '../kernels/Kernels.ts';
import type { PairNorm } from '../kernels/norms/PairNorm.ts';
import { euclideanNorm } from '../kernels/norms/euclideanNorm.ts';
import { TIE } from '../neighbors/nearest/NearestLists.ts';
import { measurePairs } from '../neighbors/pairs/pairWork.ts';

import type { MarginPairs } from './MarginPairs.ts';

const EUCLIDEAN = euclideanNorm(javascript);
/** The cost of a triplet, which accesses memory at random, in multiplications. */
const LOOKUPS = 64;

/**
 * The signed adversarial margin of each triplet (i, j, l), `m = (d²(i,l) − d²(i,j)) / (2 ‖w_l − w_j‖)`: the norm of the
 * smallest perturbation of the anchor after which impostor and target are equally near; negative if the impostor is
 * already nearer (arXiv 2006.05945, section 3). 0 if their distances tie up to rounding, so that the sign does not depend on
 * the units of a column, and if target and impostor have the same pull-back (in the columns that are not fixed), since no
 * perturbation changes the order then.
 * @param embedding - Z, n × r.
 * @param pullBack - W = Z L, n × d, in the units of the perturbation.
 * @param norm - The dual of the norm of the perturbation.
 * @returns One margin per triplet.
 */
export function* signedMargins(
  embedding: Dense,
  pullBack: Dense,
  pairs: MarginPairs,
  norm: PairNorm = EUCLIDEAN,
): Work<Float64Array> {
  const { triplets, normalPairs, normalPlaces } = pairs;
  const { pairs: ends } = triplets;
  const distances = new Float64Array(ends.first.length);
  const normals = new Float64Array(normalPairs.first.length);
  yield* runInTurns([
    measurePairs(EUCLIDEAN, embedding, ends, distances),
    measurePairs(norm, pullBack, normalPairs, normals),
  ]);
  const margins = new Float64Array(triplets.length);
  yield* inChunks(margins.length, LOOKUPS, (from, to) => {
    for (let triplet = from; triplet < to; triplet++) {
      const normal = normals[normalPlaces[triplet]];
      if (normal === 0) continue;
      const toImpostor = distances[triplets.impostorPairs[triplet]];
      const difference = toImpostor - distances[triplets.targetPairs[triplet]];
      if (Math.abs(difference) <= TIE * toImpostor) continue;
      margins[triplet] = difference / (2 * Math.sqrt(normal));
    }
  });
  return margins;
}
