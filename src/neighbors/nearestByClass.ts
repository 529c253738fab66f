import { blockDistances } from '../kernels/blockDistances.ts';
import type { LabelledData } from '../validation/labelledData.ts';

import { NearestLists } from './NearestLists.ts';

/** Rows of a block: two blocks of 64 columns and their distances are 98 kB, and stay in a level-two cache. */
const BLOCK = 64;

/** Two runs of rows that meet each other, ends excluded. */
interface Block {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** The nearest rows of the same class and of the other classes. */
export interface NeighborsByClass {
  /** The nearest rows of the same class, without the row itself. */
  targets: NearestLists;
  /** The nearest rows of the other classes. */
  impostors: NearestLists;
}

/**
 * Finds, for every row, its nearest rows within its class and outside it, by Euclidean distance of the inputs.
 * Exact; ties, and differences of the size of rounding, go to the lower row. Each pair of rows is visited once and serves
 * both.
 * O(n² d / 2) time, O(n (targets + impostors)) memory.
 * @param data - n × d inputs with classes.
 * @param targets - How many rows of the same class.
 * @param impostors - How many rows of other classes.
 * @returns Both lists for each row, nearest first.
 */
export function nearestByClass(
  data: LabelledData,
  targets: number,
  impostors: number,
): NeighborsByClass {
  const { rows } = data;
  const neighbors = createLists(rows, targets, impostors);
  const distances = new Float64Array(BLOCK * BLOCK);
  // each row meets the others in ascending order: lower blocks come to it, then its own, then it goes to the higher ones
  for (let top = 0; top < rows; top += BLOCK) {
    for (let left = top; left < rows; left += BLOCK) {
      const block = createBlock(top, rows, left, rows);
      measure(data, block, distances);
      offerBothWays(data, block, distances, neighbors);
    }
  }
  return neighbors;
}

/**
 * Finds the nearest rows within and outside its class for each of the first rows, among the rows after them.
 * Exact; ties, and differences of the size of rounding, go to the lower row. O(queries (n − queries) d) time.
 * @param data - The queries, then the rows to search: n × d with classes.
 * @param queries - How many of the rows are queries.
 * @param targets - How many rows of the same class.
 * @param impostors - How many rows of other classes.
 * @returns Both lists for each query, nearest first.
 */
export function nearestOfQueries(
  data: LabelledData,
  queries: number,
  targets: number,
  impostors: number,
): NeighborsByClass {
  const { rows } = data;
  const neighbors = createLists(queries, targets, impostors);
  const distances = new Float64Array(BLOCK * BLOCK);
  for (let top = 0; top < queries; top += BLOCK) {
    for (let left = queries; left < rows; left += BLOCK) {
      const block = createBlock(top, queries, left, rows);
      measure(data, block, distances);
      offerToFirstRun(data, block, distances, neighbors);
    }
  }
  return neighbors;
}

function createLists(
  rows: number,
  targets: number,
  impostors: number,
): NeighborsByClass {
  return {
    targets: new NearestLists(rows, targets),
    impostors: new NearestLists(rows, impostors),
  };
}

function createBlock(
  top: number,
  lowest: number,
  left: number,
  last: number,
): Block {
  const bottom = Math.min(top + BLOCK, lowest);
  return { top, bottom, left, right: Math.min(left + BLOCK, last) };
}

function measure(
  { values, columns }: LabelledData,
  { top, bottom, left, right }: Block,
  distances: Float64Array,
): void {
  const height = bottom - top;
  const width = right - left;
  blockDistances(values, columns, top, height, left, width, distances);
}

// the rows of the first run look for neighbours in the second
function offerToFirstRun(
  { codes }: LabelledData,
  { top, bottom, left, right }: Block,
  distances: Float64Array,
  { targets, impostors }: NeighborsByClass,
): void {
  const width = right - left;
  for (let row = top; row < bottom; row++) {
    for (let other = left; other < right; other++) {
      const lists = codes[row] === codes[other] ? targets : impostors;
      lists.offer(row, other, distances[(row - top) * width + other - left]);
    }
  }
}

// each pair of rows once, the lower one from the first run; both look for neighbours
function offerBothWays(
  { codes }: LabelledData,
  { top, bottom, left, right }: Block,
  distances: Float64Array,
  { targets, impostors }: NeighborsByClass,
): void {
  const width = right - left;
  for (let row = top; row < bottom; row++) {
    for (let other = Math.max(left, row + 1); other < right; other++) {
      const lists = codes[row] === codes[other] ? targets : impostors;
      const distance = distances[(row - top) * width + other - left];
      lists.offer(row, other, distance);
      lists.offer(other, row, distance);
    }
  }
}
