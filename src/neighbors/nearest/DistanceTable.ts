import type { Work } from '../../async/work.ts';
import { inChunks } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import type { Kernels } from '../../kernels/Kernels.ts';
import { inArena } from '../../kernels/arena/Arena.ts';
import { packedLength } from '../../kernels/distances/blockDistances.ts';
import { BLOCK } from '../../kernels/distances/float32Rows.ts';

/**
 * Squared distances of a few queries at a time to all rows. O((rows + queries at a time) · columns) memory, besides the
 * table.
 */
export class DistanceTable {
  /** The table: for each query, the squared distances of all rows. */
  readonly squares: Float64Array;
  readonly #kernels: Kernels;
  readonly #rows: Dense;
  readonly #packed: Float64Array;
  readonly #queries: Float64Array;

  /**
   * Allocates the table.
   * @param rows - n × d: all rows.
   * @param height - The number of queries at a time.
   */
  constructor(rows: Dense, height: number) {
    const { columns } = rows;
    const length = Math.ceil(rows.rows / BLOCK) * packedLength(BLOCK, columns);
    const { kernels, values, packed, queries, squares } = inArena((arena) => ({
      kernels: arena.kernels,
      values: arena.copyOf(rows.values),
      packed: arena.float64(length),
      queries: arena.float64(height * columns),
      squares: arena.float64(height * rows.rows),
    }));
    this.#kernels = kernels;
    this.#rows = { ...rows, values };
    this.#packed = packed;
    this.#queries = queries;
    this.squares = squares;
  }

  /** Arranges the rows for the kernel, once. O(n d). */
  *prepare(): Work<void> {
    const { values, rows, columns } = this.#rows;
    yield* inChunks(Math.ceil(rows / BLOCK), BLOCK * columns, (from, to) =>
      this.#kernels.packBlocks(
        values,
        rows,
        columns,
        BLOCK,
        this.#packed,
        from,
        to,
      ),
    );
  }

  /**
   * Measures the distances of the first queries up to `to` (excluded): sums over the columns, in order. O(queries · n ·
   * d).
   * @param queries - q × d.
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
        this.#kernels.blockDistances(
          this.#queries,
          columns,
          0,
          height,
          this.#packed,
          block * packedLength(BLOCK, columns),
          Math.min(BLOCK, rows - left),
          this.squares,
          left,
          rows,
        );
      }
    });
  }
}
