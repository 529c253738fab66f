import type { Work } from '../../async/work.ts';
import type { Pairs } from '../pairs/distinctPairs.ts';
import { concatenate, distinctPairs } from '../pairs/distinctPairs.ts';

/**
 * Triplets of rows: an anchor, a target of its class that should be near, and an impostor of another class that should
 * not. Mined once, then shared by the loss and the margin.
 */
export interface Triplets {
  /** The number of triplets. */
  length: number;
  /** The anchor of each triplet, an index of a row. */
  anchors: Int32Array;
  /** The target of each triplet: a row of the anchor's class. */
  targets: Int32Array;
  /** The impostor of each triplet: a row of another class. */
  impostors: Int32Array;
  /** The distinct pairs (anchor, target) and (anchor, impostor), each once. */
  pairs: Pairs;
  /** The index of the pair (anchor, target) of each triplet in `pairs`. */
  targetPairs: Int32Array;
  /** The index of the pair (anchor, impostor) of each triplet in `pairs`. */
  impostorPairs: Int32Array;
}

/** Completes triplets with their distinct pairs. */
export function* createTriplets(
  anchors: Int32Array,
  targets: Int32Array,
  impostors: Int32Array,
  rows: number,
): Work<Triplets> {
  const { length } = anchors;
  const { first, second, places } = yield* distinctPairs(
    concatenate(anchors, anchors),
    concatenate(targets, impostors),
    rows,
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
