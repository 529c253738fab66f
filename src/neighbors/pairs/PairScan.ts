import type { Work } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import {
  float64Beside,
  int32Beside,
  threadsOf,
} from '../../kernels/arena/memory.ts';
import { splitRows } from '../../kernels/arena/splitRows.ts';
import {
  turnRows,
  turnedLength,
} from '../../kernels/distances/blockDistances.ts';
import type { ScreenedRows } from '../../kernels/distances/float32Rows.ts';
import { BLOCK, prepareSingles } from '../../kernels/distances/float32Rows.ts';
import type { NearPairs } from '../../kernels/distances/nearPairs.ts';
import { findNearPairs } from '../../kernels/distances/nearPairs.ts';
import { ballOf } from '../nearest/ballOf.ts';

/** Blocks that each thread looks through at once: enough to be worth a call. */
const BLOCKS_OF_THREAD = 8;
/** Bytes that the beginning of an array may be moved by, and places beyond the end. */
const GAPS = 64;

/**
 * The memory that a scan needs besides the rows.
 * @param data - n × d.
 * @returns Bytes.
 */
export function bytesOfScan(
  { rows, columns }: Pick<Dense, 'rows' | 'columns'>,
  threads = 1,
): number {
  const singles = rows + BLOCK * Math.ceil(rows / BLOCK);
  const pairs = heightOf(threads) * BLOCK;
  return (
    4 * singles * columns +
    8 * (turnedLength(BLOCK, columns) + columns) +
    threads * (16 * pairs + 8 * BLOCK * BLOCK) +
    GAPS * (4 + 4 * threads)
  );
}

// rows that a thread looks through at once
function heightOf(threads: number): number {
  return BLOCK * (threads > 1 ? BLOCKS_OF_THREAD : 1);
}

/**
 * Called with two rows and their squared distance. It may change limits, which count from the next blocks on: with
 * threads, it is called for some pairs that are above them by then.
 */
export type PairVisitor = (
  row: number,
  other: number,
  distance: number,
) => void;

/**
 * Visits pairs of rows, a block at a time: those that are near enough, with a squared distance below the limit of
 * either row. O(n d) memory.
 */
export class PairScan {
  readonly #screened: ScreenedRows;
  readonly #turned: Float64Array;
  /** Of each of the runs of rows that are looked through at once. */
  readonly #parts: NearPairs[];
  /** How many rows these are. */
  readonly #strip: number;

  /**
   * Allocates all that is needed for any rows of this shape.
   * @param data - n × d, of the shape of the rows to come.
   */
  constructor({ values, rows, columns }: Dense) {
    const threads = threadsOf(values);
    const height = heightOf(threads);
    const whole = BLOCK * Math.ceil(rows / BLOCK);
    this.#strip = threads * height;
    this.#screened = {
      values,
      rows,
      columns,
      centers: float64Beside(values, columns),
      scale: 0,
      singles: float64Beside(values, Math.ceil((rows * columns) / 2)),
      turnedSingles: float64Beside(values, (whole * columns) / 2),
    };
    this.#turned = float64Beside(values, turnedLength(BLOCK, columns));
    this.#parts = Array.from({ length: threads }, () => ({
      rows: int32Beside(values, height * BLOCK + 3),
      others: int32Beside(values, height * BLOCK + 3),
      distances: float64Beside(values, height * BLOCK + 3),
      scratch: float64Beside(values, BLOCK * BLOCK),
    }));
  }

  /**
   * Visits all pairs: a row meets the other rows in ascending order, since it goes to the blocks of lower rows, then to
   * its own, then those of higher rows come to it. Blocks on the diagonal hold each of their pairs twice. O(n² d / 2).
   * @param data - n × d.
   */
  *visitAll(data: Dense, limits: Float64Array, visit: PairVisitor): Work<void> {
    const screened = this.#screen(data);
    for (let left = 0; left < data.rows; left += BLOCK) {
      const right = Math.min(left + BLOCK, data.rows);
      yield* this.#visitStrips(screened, right, left, limits, visit);
    }
  }

  /**
   * Visits all pairs of a query and one of the rows after the queries; each query meets these rows in ascending order.
   * O(queries (n − queries) d).
   * @param data - The queries, then the other rows: n × d.
   */
  *visitQueries(
    data: Dense,
    queries: number,
    limits: Float64Array,
    visit: PairVisitor,
  ): Work<void> {
    const screened = this.#screen(data);
    // runs of columns begin where blocks do: the first may hold queries, which are passed over
    const first = BLOCK * Math.floor(queries / BLOCK);
    for (let left = first; left < data.rows; left += BLOCK) {
      yield* this.#visitStrips(
        screened,
        queries,
        left,
        limits,
        (row, other, distance) => {
          if (other >= queries) visit(row, other, distance);
        },
      );
    }
  }

  #screen({ values }: Dense): ScreenedRows {
    const { rows, columns, centers } = this.#screened;
    const scale = ballOf({ values, rows, columns }, centers);
    const screened = { ...this.#screened, values, scale };
    prepareSingles(screened);
    return screened;
  }

  // the blocks of the first rows with one run of rows; pauses after each strip that is looked through at once
  *#visitStrips(
    screened: ScreenedRows,
    rows: number,
    left: number,
    limits: Float64Array,
    visit: PairVisitor,
  ): Work<void> {
    const { values, columns } = screened;
    const right = Math.min(left + BLOCK, screened.rows);
    const turned = this.#turned;
    turnRows(values, columns, left, right - left, turned);
    const parts = this.#parts;
    for (let first = 0; first < rows; first += this.#strip) {
      const end = Math.min(first + this.#strip, rows);
      const runs = splitRows(first, end, parts.length, BLOCK);
      const counts = findNearPairs(
        screened,
        { left, right, turned },
        limits,
        runs,
        parts,
      );
      for (const [part, count] of counts.entries()) {
        const { rows: some, others, distances } = parts[part];
        for (let at = 0; at < count; at++) {
          visit(some[at], others[at], distances[at]);
        }
      }
      yield;
    }
  }
}
