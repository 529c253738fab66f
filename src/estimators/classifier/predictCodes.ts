import type { Work } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import type { LabelledData } from '../../data/LabelledData.ts';
import type { NearestTable } from '../../neighbors/nearest/NearestHeaps.ts';
import { nearestRows } from '../../neighbors/nearest/nearestRows.ts';

import type { FittedClassifier } from './FittedClassifier.ts';
import { embedQueries } from './FittedClassifier.ts';

/**
 * Predicts the class codes of rows.
 * @param data - Raw rows, q × d.
 * @throws {RangeError} If a row is so far away that its distances are not finite.
 */
export function* predictCodes(
  classifier: FittedClassifier,
  data: Dense,
): Work<Int32Array> {
  const { k, training } = classifier;
  return vote(yield* findNeighbors(classifier, data, k), training);
}

/**
 * The share of each class among the k nearest training rows of each row.
 * @param data - Raw rows, q × d.
 * @returns q × classes.
 * @throws {RangeError} As `predictCodes`.
 */
export function* predictShares(
  classifier: FittedClassifier,
  data: Dense,
): Work<Dense> {
  const { k, training } = classifier;
  const { indices } = yield* findNeighbors(classifier, data, k);
  const columns = training.classes.length;
  const votes = new Float64Array(data.rows * columns);
  for (const [at, row] of indices.entries()) {
    votes[Math.floor(at / k) * columns + training.codes[row]]++;
  }
  const values = votes.map((count) => count / k);
  return { values, rows: data.rows, columns };
}

/**
 * Finds the nearest training rows of query rows.
 * @param data - Raw rows, q × d.
 * @param count - The number of neighbours of each, n at most.
 * @returns Nearest first; rows at the same distance by their index.
 * @throws {RangeError} If a row is so large that fewer training rows are at a finite distance.
 */
export function* findNeighbors(
  classifier: FittedClassifier,
  data: Dense,
  count: number,
): Work<NearestTable> {
  const found = yield* nearestRows(
    yield* embedQueries(classifier, data),
    classifier.embedding,
    count,
  );
  const missing = found.indices.indexOf(-1);
  if (missing === -1) return found;
  throw new RangeError(
    `X[${Math.floor(missing / count)}] must be at a finite distance from at least ${count} training rows, got Infinity: its values are too large`,
  );
}

/**
 * Lets the nearest rows of each query vote: the class of most of them wins; among tied classes, the one with the
 * nearest row. O(queries · (count + classes)).
 * @param neighbors - The rows that vote, nearest first.
 * @returns The class code of each query.
 */
function vote(
  { indices, size }: NearestTable,
  { codes, classes }: Pick<LabelledData, 'codes' | 'classes'>,
): Int32Array {
  const winners = new Int32Array(indices.length / size);
  const votes = new Int32Array(classes.length);
  const voters = indices.map((row) => codes[row]);
  for (let query = 0; query < winners.length; query++) {
    const first = query * size;
    const own = voters.subarray(first, first + size);
    winners[query] = winnerOf(own, votes);
  }
  return winners;
}

/**
 * The class of most voters; among tied classes, the one with the nearest voter.
 * @param voters - Class codes, nearest first.
 * @param votes - As long as there are classes, overwritten.
 * @returns The class code.
 */
export function winnerOf(voters: ArrayLike<number>, votes: Int32Array): number {
  votes.fill(0);
  let most = 0;
  for (let at = 0; at < voters.length; at++) {
    most = Math.max(most, ++votes[voters[at]]);
  }
  let nearest = 0;
  while (votes[voters[nearest]] < most) nearest++;
  return voters[nearest];
}
