import type { Work } from '../../async/work.ts';
import { inChunks } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import { float64Beside, reserve } from '../../kernels/arena/memory.ts';
import {
  blockDistances,
  turnBlocks,
  turnedLength,
} from '../../kernels/distances/blockDistances.ts';
import { BLOCK } from '../../kernels/distances/float32Rows.ts';

/** Bytes between arrays, each of which begins at the beginning of a register. */
const GAPS = 256;

/** Squared distances of a few queries at a time to all of some rows. O((rows + queries at a time) · columns) memory, and the table. */
export class DistanceTable {
  /** The table: for each query, the squared distances of all rows. */
  readonly squares: Float64Array;
  readonly #rows: Dense;
  readonly #turned: Float64Array;
  readonly #queries: Float64Array;

  /**
   * Allocates the table.
   * @param rows - n × d: all rows.
   * @param height - The number of queries at a time.
   */
  constructor(rows: Dense, height: number) {
    const { columns } = rows;
    const length = Math.ceil(rows.rows / BLOCK) * turnedLength(BLOCK, columns);
    const numbers = length + height * (columns + rows.rows);
    const room = reserve(8 * numbers + GAPS);
    this.#rows = rows;
    this.#turned = float64Beside(room, length);
    this.#queries = float64Beside(room, height * columns);
    this.squares = float64Beside(room, height * rows.rows);
  }

  /** Arranges the rows for the kernel, once. O(n d). */
  *prepare(): Work<void> {
    const { values, rows, columns } = this.#rows;
    yield* inChunks(Math.ceil(rows / BLOCK), BLOCK * columns, (from, to) =>
      turnBlocks(values, rows, columns, BLOCK, this.#turned, from, to),
    );
  }

  /**
   * Measures the distances of some queries: sums over the columns, in order. O(queries · n · d).
   * @param queries - q × d.
   * @param to - The end of the queries to measure, excluded.
   */
  *measure(queries: Dense, from: number, to: number): Work<void> {
    const { rows, columns } = this.#rows;
    const { values } = queries;
    this.#queries.set(values.subarray(from * columns, to * columns));
    const height = to - from;
    const blocks = Math.ceil(rows / BLOCK);
    yield* inChunks(blocks, height * BLOCK * columns, (first, end) => {
      for (let block = first; block < end; block++) {
        const left = block * BLOCK;
        blockDistances(
          this.#queries,
          columns,
          0,
          height,
          this.#turned,
          block * turnedLength(BLOCK, columns),
          Math.min(BLOCK, rows - left),
          this.squares,
          left,
          rows,
        );
      }
    });
  }
}
