import { pairDistances } from '../kernels/pairDistances.ts';
import type { Dense } from '../validation/dense.ts';

import type { MarginPairs } from './MarginPairs.ts';

/**
 * The signed adversarial margin of each triplet (i, j, l), `m = (d²(i,l) − d²(i,j)) / (2 ‖w_l − w_j‖)`: how far the
 * anchor has to move, in the 2-norm, until impostor and target are equally near; negative if the impostor is nearer
 * already (arXiv 2006.05945, section 3). 0 where target and impostor have one image, for then nothing decides.
 * @param embedding - Z, n × r.
 * @param pullBack - W = Z L, n × d.
 * @param pairs - The triplets and their pairs.
 * @returns One margin a triplet.
 */
export function signedMargins(
  embedding: Dense,
  pullBack: Dense,
  pairs: MarginPairs,
): Float64Array {
  const { triplets, normalPairs, normalPlaces } = pairs;
  const distances = distancesOf(embedding, triplets.pairs);
  const normals = distancesOf(pullBack, normalPairs);
  const margins = new Float64Array(triplets.length);
  for (let triplet = 0; triplet < margins.length; triplet++) {
    const normal = normals[normalPlaces[triplet]];
    if (normal === 0) continue;
    const difference =
      distances[triplets.impostorPairs[triplet]] -
      distances[triplets.targetPairs[triplet]];
    margins[triplet] = difference / (2 * Math.sqrt(normal));
  }
  return margins;
}

function distancesOf(
  { values, columns }: Dense,
  { first, second }: { first: Int32Array; second: Int32Array },
): Float64Array {
  const distances = new Float64Array(first.length);
  pairDistances(values, columns, first, second, distances);
  return distances;
}
