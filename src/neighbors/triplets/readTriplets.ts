import { describe } from '../../options/describe.ts';

import type { Triplets } from './Triplets.ts';

/** Rows in triplets. */
export type RowTriplets = Pick<Triplets, 'anchors' | 'targets' | 'impostors'>;

/**
 * Reads triplets of the caller, and orders them by anchor, as batches need them; those of an anchor keep their order.
 * @param triplets - Rows of three indices: anchor, target, impostor.
 * @param rows - The number of rows that they index.
 * @throws {TypeError} Anything but arrays of three numbers.
 * @throws {RangeError} None at all, an index out of range, or the same row twice in a triplet.
 */
export function readTriplets(
  triplets: ArrayLike<ArrayLike<number>>,
  rows: number,
): RowTriplets {
  const given: unknown = triplets;
  if (!Array.isArray(given)) {
    throw new TypeError(
      `triplets must be an array of [anchor, target, impostor], got ${describe(given)}`,
    );
  }
  if (given.length === 0) {
    throw new RangeError('triplets must have at least one triplet, got none');
  }
  const read = given.map((triplet: unknown, at) =>
    readTriplet(triplet, `triplets[${at}]`, rows),
  );
  const sorted = read.toSorted(([a], [b]) => a - b);
  const column = (place: number) =>
    Int32Array.from(sorted, (triplet) => triplet[place]);
  return { anchors: column(0), targets: column(1), impostors: column(2) };
}

function readTriplet(triplet: unknown, name: string, rows: number): number[] {
  const isList = Array.isArray(triplet) || ArrayBuffer.isView(triplet);
  const indices = isList ? Array.from(triplet as number[]) : [];
  if (indices.length !== 3) {
    throw new TypeError(
      `${name} must be [anchor, target, impostor], got ${describe(triplet)}`,
    );
  }
  for (const [place, index] of indices.entries()) {
    if (typeof index !== 'number') {
      throw new TypeError(
        `${name}[${place}] must be the index of a row, got ${describe(index)}`,
      );
    }
    if (Number.isInteger(index) && index >= 0 && index < rows) continue;
    throw new RangeError(
      `${name}[${place}] must be the index of a row, a whole number from 0 to ${rows - 1}, got ${index}`,
    );
  }
  if (new Set(indices).size === 3) return indices;
  throw new RangeError(
    `${name} must have three different rows, got [${indices.join(', ')}]`,
  );
}
