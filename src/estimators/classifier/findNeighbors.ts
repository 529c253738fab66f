import type { Work } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import { embed, embedInPieces } from '../../fit/FittedMetric.ts';
import type { NearestTable } from '../../neighbors/nearest/NearestHeaps.ts';
import { nearestRows } from '../../neighbors/nearest/nearestRows.ts';

import type { FittedClassifier } from './FittedClassifier.ts';

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
    yield* embedInPiecesAs(classifier, data),
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
 * Maps rows as the training rows were mapped.
 * @param data - Raw rows, q × d.
 * @returns q × r.
 * @throws {RangeError} If a row is so large that its image is not finite.
 */
export function embedAs({ metric, map }: FittedClassifier, data: Dense): Dense {
  return metric ? embed(map, data) : data;
}

/**
 * `embedAs` with pauses.
 * @throws {RangeError} As `embedAs`.
 */
export function* embedInPiecesAs(
  { metric, map }: FittedClassifier,
  data: Dense,
): Work<Dense> {
  return metric ? yield* embedInPieces(map, data) : data;
}
