import type { Numbers } from '../kernels/memory.ts';
import type { Work } from '../work.ts';

import type { Pairs } from './distinctPairs.ts';
import { concatenate, distinctPairs } from './distinctPairs.ts';

/**
 * Triplets of rows: an anchor, a target of its class that should stay near, an impostor of another class that should
 * not. Mined once, then shared by the loss and the margin.
 */
export interface Triplets {
  /** How many triplets. */
  length: number;
  /** The row that a triplet is about. */
  anchors: Int32Array;
  /** A row of the anchor's class, one for each triplet. */
  targets: Int32Array;
  /** A row of another class, one for each triplet. */
  impostors: Int32Array;
  /** The distinct pairs (anchor, target) and (anchor, impostor): every distance to an anchor, once. */
  pairs: Pairs;
  /** For each triplet, the place of (anchor, target) in `pairs`. */
  targetPairs: Int32Array;
  /** For each triplet, the place of (anchor, impostor) in `pairs`. */
  impostorPairs: Int32Array;
}

/**
 * Completes three lists of rows with the pairs that they share.
 * @param neighbor - What the pairs are put beside in memory, for kernels to reach both.
 */
export function* createTriplets(
  anchors: Int32Array,
  targets: Int32Array,
  impostors: Int32Array,
  rows: number,
  neighbor?: Numbers,
): Work<Triplets> {
  const { length } = anchors;
  const { first, second, places } = yield* distinctPairs(
    concatenate(anchors, anchors),
    concatenate(targets, impostors),
    rows,
    neighbor,
  );
  return {
    length,
    anchors,
    targets,
    impostors,
    pairs: { first, second },
    targetPairs: places.subarray(0, length),
    impostorPairs: places.subarray(length),
  };
}
