import type { Work } from '../../async/work.ts';
import { inChunks } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import { concatenate, distinctPairs } from '../pairs/distinctPairs.ts';
import type { Triplets } from '../triplets/Triplets.ts';

import type { NearestLists } from './NearestLists.ts';
import type { NeighborsByClass } from './nearestByClass.ts';

/** The cost of writing a triplet, in multiplications. */
const LISTED = 12;

/**
 * Combines neighbours into triplets: each anchor with each of its targets and each of its impostors. Pairs are found
 * among the links from anchors to neighbours, of which there are fewer than triplets. O(triplets).
 * @returns Triplets ordered by anchor, then by target, then by impostor, nearest first.
 */
export function* combineNeighbors(
  { targets, impostors }: NeighborsByClass,
  { rows }: Dense,
): Work<Triplets> {
  const queries = targets.indices.length / targets.size;
  const near = listLinks(targets, queries);
  const far = listLinks(impostors, queries);
  const { first, second, places } = yield* distinctPairs(
    concatenate(near.from, far.from),
    concatenate(near.to, far.to),
    rows,
  );
  const nearPlaces = places.subarray(0, near.to.length);
  const farPlaces = places.subarray(near.to.length);
  let length = 0;
  for (let anchor = 0; anchor < queries; anchor++) {
    length += lengthOf(near, anchor) * lengthOf(far, anchor);
  }
  const triplets: Triplets = {
    length,
    anchors: new Int32Array(length),
    targets: new Int32Array(length),
    impostors: new Int32Array(length),
    pairs: { first, second },
    targetPairs: new Int32Array(length),
    impostorPairs: new Int32Array(length),
  };
  let count = 0;
  const cost = (LISTED * length) / queries;
  yield* inChunks(queries, cost, (begin, end) => {
    for (let anchor = begin; anchor < end; anchor++) {
      for (let i = near.starts[anchor]; i < near.starts[anchor + 1]; i++) {
        for (let j = far.starts[anchor]; j < far.starts[anchor + 1]; j++) {
          triplets.anchors[count] = anchor;
          triplets.targets[count] = near.to[i];
          triplets.impostors[count] = far.to[j];
          triplets.targetPairs[count] = nearPlaces[i];
          triplets.impostorPairs[count] = farPlaces[j];
          count++;
        }
      }
    }
  });
  return triplets;
}

/** From each anchor to its neighbours, nearest first. */
interface Links {
  /** Where those of each anchor begin; anchors + 1 entries. */
  starts: Int32Array;
  from: Int32Array;
  to: Int32Array;
}

function listLinks(lists: NearestLists, queries: number): Links {
  const { indices, size } = lists;
  const starts = new Int32Array(queries + 1);
  const from = new Int32Array(queries * size);
  const to = new Int32Array(queries * size);
  let count = 0;
  for (let anchor = 0; anchor < queries; anchor++) {
    for (let at = anchor * size; at < (anchor + 1) * size; at++) {
      // fewer were found
      if (indices[at] === -1) break;
      from[count] = anchor;
      to[count] = indices[at];
      count++;
    }
    starts[anchor + 1] = count;
  }
  return { starts, from: from.subarray(0, count), to: to.subarray(0, count) };
}

function lengthOf({ starts }: Links, anchor: number): number {
  return starts[anchor + 1] - starts[anchor];
}
