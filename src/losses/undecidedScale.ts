import type { Work } from '../async/work.ts';
import { inChunks } from '../async/work.ts';

import type { Embedding } from './Loss.ts';

/** Neighbours that half of the rows should have at least: 5, 10, 15 and 25 were measured on iris, wine, glass and sonar. */
const NEIGHBORS = 10;
/** Rows that are looked at, evenly: enough for a median. */
const LOOKED_AT = 32;
/** The factors are powers of √½, down to the smallest number. */
const MOST_STEPS = 2048;

/**
 * The largest factor of an embedding, of the powers of √½ up to 1, at which a softmax over its squared distances is undecided: for half of
 * some rows i, the perplexity of p_i (softmax over j ≠ i of −factor² d²(i,j)), as a number of neighbours, is at least ten.
 *
 * In many columns, squared distances of standardized rows are so large that each row has a single neighbour. NCA is flat there: a solver
 * from the identity takes 15 to 20 iterations to leave the plateau, and finds a worse minimum. O(n r).
 * @param embedding - n × r.
 */
export function* undecidedScale(embedding: Embedding): Work<number> {
  const { rows } = embedding;
  const wanted = Math.min(NEIGHBORS, (rows - 1) / 2);
  const count = Math.min(rows, LOOKED_AT);
  const table = yield* measure(embedding, count);
  const isUndecided = (step: number) =>
    medianPerplexity(table, rows, 2 ** -step) >= wanted;
  if (isUndecided(0)) return 1;
  // the perplexity grows as the factor falls
  let decided = 0;
  let undecided = 1;
  while (undecided < MOST_STEPS && !isUndecided(undecided)) {
    decided = undecided;
    undecided *= 2;
    yield;
  }
  while (undecided - decided > 1) {
    const middle = (decided + undecided) >> 1;
    if (isUndecided(middle)) undecided = middle;
    else decided = middle;
    yield;
  }
  return 2 ** (-undecided / 2);
}

// squared distances of some rows from all rows, less that of the nearest other one; infinite from themselves
function* measure(
  { values, rows, columns }: Embedding,
  count: number,
): Work<Float64Array> {
  const table = new Float64Array(count * rows);
  yield* inChunks(count, rows * columns, (from, to) => {
    for (let at = from; at < to; at++) {
      const row = Math.floor((at * rows) / count);
      const squares = table.subarray(at * rows, (at + 1) * rows);
      let nearest = Infinity;
      for (let other = 0; other < rows; other++) {
        let square = other === row ? Infinity : 0;
        for (let k = 0; k < columns; k++) {
          square +=
            (values[row * columns + k] - values[other * columns + k]) ** 2;
        }
        squares[other] = square;
        nearest = Math.min(nearest, square);
      }
      for (let other = 0; other < rows; other++) squares[other] -= nearest;
    }
  });
  return table;
}

function medianPerplexity(
  table: Float64Array,
  rows: number,
  factor: number,
): number {
  const count = table.length / rows;
  const perplexities = Float64Array.from({ length: count }, (_, at) => {
    let sum = 0;
    let weighted = 0;
    for (let other = at * rows; other < (at + 1) * rows; other++) {
      const exponent = factor * table[other];
      if (exponent === Infinity) continue;
      const weight = Math.exp(-exponent);
      sum += weight;
      weighted += weight * exponent;
    }
    // of rows that are all infinitely far away
    return sum > 0 ? sum * Math.exp(weighted / sum) : rows;
  }).toSorted();
  return perplexities[count >> 1];
}
