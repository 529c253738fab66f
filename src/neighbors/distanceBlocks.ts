import {
  blockDistances,
  turnRows,
  turnedLength,
} from '../kernels/blockDistances.ts';
import { findBelow } from '../kernels/findBelow.ts';
import { float64Beside, int32Beside, threadsOf } from '../kernels/memory.ts';
import type { Dense } from '../validation/dense.ts';
import type { Work } from '../work.ts';

/** Rows of a block: two blocks of 64 columns and their distances are 98 kB, and stay in a level-two cache. */
const BLOCK = 64;
/** Rows that are measured at once where threads share them: enough to be worth it, and still in a level-two cache. */
const STRIP = 1024;

/** Two runs of rows that meet each other, ends excluded, and the squared distances of each of one to each of the other. */
export interface DistanceBlock {
  top: number;
  bottom: number;
  left: number;
  right: number;
  /** (bottom − top) × (right − left), row-major, and maybe more; overwritten when others are measured. */
  distances: Float64Array;
  /** One longer than the block: for places in it. */
  places: Int32Array;
}

/** What is done with a block. */
export type BlockVisitor = (block: DistanceBlock) => void;

/**
 * How much memory blocks need beside the rows, where one thread measures them.
 * @param columns - Of the rows.
 * @returns Bytes.
 */
export function bytesOfBlocks(columns: number): number {
  const numbers = BLOCK * BLOCK + turnedLength(BLOCK, columns);
  return 8 * numbers + 4 * (BLOCK * BLOCK + 1);
}

/**
 * Visits all pairs of rows, a block at a time: a row meets the others in ascending order, since it goes to the blocks of
 * lower rows, then to its own, then those of higher rows come to it. Blocks on the diagonal hold each of their pairs
 * twice. O(n² d / 2).
 * @param data - n × d.
 * @param visit - Called with each block.
 * @yields After each strip of blocks.
 */
export function* visitAllPairs(data: Dense, visit: BlockVisitor): Work<void> {
  const { rows } = data;
  const { turn, visitStrips } = createRuler(data);
  for (let left = 0; left < rows; left += BLOCK) {
    const right = Math.min(left + BLOCK, rows);
    turn(left, right);
    yield* visitStrips(right, visit);
  }
}

/**
 * Visits all pairs of one of the first rows and one of the rows after them, a block at a time. O(queries (n − queries) d).
 * @param data - The queries, then the others: n × d.
 * @param queries - How many of the rows are queries.
 * @param visit - Called with each block.
 * @yields After each strip of blocks.
 */
export function* visitQueryPairs(
  data: Dense,
  queries: number,
  visit: BlockVisitor,
): Work<void> {
  const { rows } = data;
  const { turn, visitStrips } = createRuler(data);
  for (let left = queries; left < rows; left += BLOCK) {
    turn(left, Math.min(left + BLOCK, rows));
    yield* visitStrips(queries, visit);
  }
}

/**
 * Calls for each pair of a block whose distance is below the limit of either row. O(pairs of the block).
 * @param block - The block.
 * @param limits - A limit for each row of the data.
 * @param visit - Called with the two rows and their squared distance; it may change limits, which count from the next block
 * on.
 */
export function visitBelow(
  block: DistanceBlock,
  limits: Float64Array,
  visit: (row: number, other: number, distance: number) => void,
): void {
  const { top, bottom, left, right, distances, places } = block;
  const width = right - left;
  const height = bottom - top;
  const count = findBelow(distances, height, width, limits, top, left, places);
  for (let at = 0; at < count; at++) {
    const place = places[at];
    const i = Math.floor(place / width);
    visit(top + i, left + place - i * width, distances[place]);
  }
}

/** Measures how far rows are from a run of rows that was turned before. */
interface Ruler {
  turn: (left: number, right: number) => void;
  /** Visits the blocks of the first rows, and pauses after each strip that is measured at once. */
  visitStrips: (rows: number, visit: BlockVisitor) => Work<void>;
}

function createRuler({ values, columns }: Dense): Ruler {
  const strip = threadsOf(values) > 1 ? STRIP : BLOCK;
  const distances = float64Beside(values, strip * BLOCK);
  const places = int32Beside(values, BLOCK * BLOCK + 1);
  const turned = float64Beside(values, turnedLength(BLOCK, columns));
  const second = { left: 0, right: 0 };
  return {
    turn(left, right) {
      second.left = left;
      second.right = right;
      turnRows(values, columns, left, right - left, turned);
    },
    *visitStrips(rows, visit) {
      const width = second.right - second.left;
      for (let first = 0; first < rows; first += strip) {
        const end = Math.min(first + strip, rows);
        blockDistances(
          values,
          columns,
          first,
          end - first,
          turned,
          0,
          width,
          distances,
          0,
          width,
        );
        for (let top = first; top < end; top += BLOCK) {
          const bottom = Math.min(top + BLOCK, end);
          const block = distances.subarray((top - first) * width);
          visit({ top, bottom, ...second, distances: block, places });
        }
        yield;
      }
    },
  };
}
