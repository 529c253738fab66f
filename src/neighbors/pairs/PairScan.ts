import type { Work, WorkCount } from '../../async/work.ts';
import { shouldYield } from '../../async/work.ts';
import type { Dense } from '../../data/Dense.ts';
import type { Kernels } from '../../kernels/Kernels.ts';
import type { Arena } from '../../kernels/arena/Arena.ts';
import { inArena } from '../../kernels/arena/Arena.ts';
import type { ThreadLease } from '../../kernels/arena/KernelSource.ts';
import { splitRows } from '../../kernels/arena/splitRows.ts';
import { packedLength } from '../../kernels/distances/blockDistances.ts';
import type { ScreenedRows } from '../../kernels/distances/float32Rows.ts';
import { BLOCK } from '../../kernels/distances/float32Rows.ts';
import type {
  NearPairs,
  PairLimits,
} from '../../kernels/distances/nearPairs.ts';
import { ballOf } from '../nearest/ballOf.ts';

/** Blocks of a part, and the parts of each thread that are scanned at once: enough to be worth a call. */
const BLOCKS_OF_PART = 8;
const PARTS_OF_THREAD = 4;

/**
 * Called with two rows and their squared distance. It may change limits, which apply from the next blocks on: with
 * threads, it is called for some pairs that are above them by then.
 */
export type PairVisitor = (
  row: number,
  other: number,
  distance: number,
) => void;

/** What a scan works with. */
export interface ScanOptions {
  /** Bytes of a first arena; 0: kernels run in JavaScript. */
  guess?: number;
  /** Threads that share the work. */
  lease?: ThreadLease;
  /** Its `done` is increased as pairs are compared. */
  count?: WorkCount;
}

/** The memory of a scan. */
interface ScanMemory {
  kernels: Kernels;
  screened: ScreenedRows;
  limits: PairLimits;
  /** A block of rows, packed. */
  packed: Float64Array;
  /** One for each of the runs of rows that are scanned at once. */
  parts: NearPairs[];
  /** The number of these rows. */
  strip: number;
}

/**
 * Visits pairs of rows, a block at a time: those that are near enough, with a squared distance below the limit of
 * either row, for pairs of the same class or of different ones. O(n d) memory.
 */
export class PairScan {
  readonly #arena: Arena;
  readonly #memory: ScanMemory;
  readonly #count: WorkCount | undefined;

  /**
   * Allocates all memory for rows of this shape; the caller then fills `values` and `limits`. Without
   * codes, all rows are of the same class.
   * @param shape - n × d.
   */
  constructor(
    shape: Pick<Dense, 'rows' | 'columns'>,
    { guess, lease, count }: ScanOptions = {},
  ) {
    const make = (arena: Arena) => ({ arena, memory: allocate(shape, arena) });
    const { arena, memory } = inArena(make, guess, lease);
    this.#arena = arena;
    this.#memory = memory;
    this.#count = count;
  }

  /** The rows, n × d. */
  get values(): Float64Array {
    return this.#memory.screened.values;
  }

  /** The class and the limits of each row. */
  get limits(): PairLimits {
    return this.#memory.limits;
  }

  /** Releases the memory. The scan cannot be used afterwards. */
  release(): void {
    this.#arena.release();
  }

  /**
   * Visits all pairs. A row meets the other rows in ascending order: first the blocks of lower rows, then its own
   * block, then the blocks of higher rows. Blocks on the diagonal contain each of their pairs twice. O(n² d / 2).
   */
  *visitAll(visit: PairVisitor): Work<void> {
    const { rows } = this.#memory.screened;
    this.#screen();
    for (let left = 0; left < rows; left += BLOCK) {
      const right = Math.min(left + BLOCK, rows);
      yield* this.#visitStrips(right, left, visit);
    }
  }

  /**
   * Visits all pairs of a query and one of the rows after the queries; each query meets these rows in ascending order.
   * O(queries (n − queries) d).
   * @param queries - The number of queries, which are the first rows.
   */
  *visitQueries(queries: number, visit: PairVisitor): Work<void> {
    const { rows } = this.#memory.screened;
    this.#screen();
    // runs of columns begin at blocks: the first may contain queries, which are skipped
    const first = BLOCK * Math.floor(queries / BLOCK);
    const visitLater: PairVisitor = (row, other, distance) => {
      if (other >= queries) visit(row, other, distance);
    };
    for (let left = first; left < rows; left += BLOCK) {
      yield* this.#visitStrips(
        queries,
        left,
        left < queries ? visitLater : visit,
      );
    }
  }

  #screen(): void {
    const { kernels, screened } = this.#memory;
    screened.scale = ballOf(screened, screened.centers);
    kernels.writeFloat32Rows(screened);
  }

  // the blocks of the first rows with one run of rows; may pause after each strip that is scanned at once
  *#visitStrips(rows: number, left: number, visit: PairVisitor): Work<void> {
    const { kernels, screened, limits, packed, parts, strip } = this.#memory;
    const { values, columns } = screened;
    const right = Math.min(left + BLOCK, screened.rows);
    kernels.packRows(values, columns, left, right - left, packed);
    let cost = 0;
    let end = 0;
    for (let first = 0; first < rows; first = end) {
      // the limits of the run of rows are infinite at first, and pairs are above them: few at once, then as many as before
      end = Math.min(first + Math.min(Math.max(BLOCK, first), strip), rows);
      const runs = splitRows(first, end, parts.length, BLOCK);
      const counts = kernels.findNearPairs(
        screened,
        { left, right, packed },
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
      cost += (end - first) * (right - left) * columns;
      if (!shouldYield(cost) && end < rows) continue;
      if (this.#count) this.#count.done += cost;
      cost = 0;
      yield;
    }
  }
}

function allocate(
  { rows, columns }: Pick<Dense, 'rows' | 'columns'>,
  arena: Arena,
): ScanMemory {
  const { kernels } = arena;
  const { threads } = kernels;
  const height = threads > 1 ? BLOCKS_OF_PART * BLOCK : BLOCK;
  const together = threads > 1 ? PARTS_OF_THREAD * threads : 1;
  const whole = BLOCK * Math.ceil(rows / BLOCK);
  return {
    kernels,
    screened: {
      values: arena.float64(rows * columns),
      rows,
      columns,
      centers: arena.float64(columns),
      scale: 0,
      float32: arena.float64(Math.ceil((rows * columns) / 2)),
      packedFloat32: arena.float64((whole * columns) / 2),
    },
    limits: {
      codes: arena.int32(rows),
      sameClass: arena.float64(rows),
      otherClass: arena.float64(rows),
    },
    packed: arena.float64(packedLength(BLOCK, columns)),
    parts: Array.from({ length: together }, () => ({
      rows: arena.int32(height * BLOCK + 3),
      others: arena.int32(height * BLOCK + 3),
      distances: arena.float64(height * BLOCK + 3),
      scratch: arena.float64(BLOCK * BLOCK),
    })),
    strip: together * height,
  };
}
