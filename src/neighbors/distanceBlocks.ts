import { blockDistances } from '../kernels/blockDistances.ts';
import { float64Beside } from '../kernels/memory.ts';
import type { Dense } from '../validation/dense.ts';
import type { Work } from '../work.ts';

/** Rows of a block: two blocks of 64 columns and their distances are 98 kB, and stay in a level-two cache. */
const BLOCK = 64;

/** Two runs of rows that meet each other, ends excluded, and the squared distances of each of one to each of the other. */
export interface DistanceBlock {
  top: number;
  bottom: number;
  left: number;
  right: number;
  /** (bottom − top) × (right − left), row-major; overwritten by the next block. */
  distances: Float64Array;
}

/** What blocks are measured with, allocated once. */
interface Workspace {
  distances: Float64Array;
  /** A run of rows, turned. */
  turned: Float64Array;
}

/** What is done with a block. */
export type BlockVisitor = (block: DistanceBlock) => void;

/**
 * Visits all pairs of rows, a block at a time: a row meets the others in ascending order, since lower blocks come to it,
 * then its own, then it goes to the higher ones. Blocks on the diagonal hold each of their pairs twice. O(n² d / 2).
 * @param data - n × d.
 * @param visit - Called with each block.
 * @yields After each block.
 */
export function* visitAllPairs(data: Dense, visit: BlockVisitor): Work<void> {
  const { rows } = data;
  const workspace = createWorkspace(data);
  for (let top = 0; top < rows; top += BLOCK) {
    for (let left = top; left < rows; left += BLOCK) {
      visit(measure(data, top, rows, left, workspace));
      yield;
    }
  }
}

/**
 * Visits all pairs of one of the first rows and one of the rows after them, a block at a time. O(queries (n − queries) d).
 * @param data - The queries, then the others: n × d.
 * @param queries - How many of the rows are queries.
 * @param visit - Called with each block.
 * @yields After each block.
 */
export function* visitQueryPairs(
  data: Dense,
  queries: number,
  visit: BlockVisitor,
): Work<void> {
  const { rows } = data;
  const workspace = createWorkspace(data);
  for (let top = 0; top < queries; top += BLOCK) {
    for (let left = queries; left < rows; left += BLOCK) {
      visit(measure(data, top, queries, left, workspace));
      yield;
    }
  }
}

function createWorkspace({ values, columns }: Dense): Workspace {
  return {
    distances: float64Beside(values, BLOCK * BLOCK),
    turned: float64Beside(values, BLOCK * columns),
  };
}

function measure(
  { values, rows, columns }: Dense,
  top: number,
  lowest: number,
  left: number,
  { distances, turned }: Workspace,
): DistanceBlock {
  const bottom = Math.min(top + BLOCK, lowest);
  const right = Math.min(left + BLOCK, rows);
  const height = bottom - top;
  const width = right - left;
  blockDistances(values, columns, top, height, left, width, distances, turned);
  return { top, bottom, left, right, distances };
}
