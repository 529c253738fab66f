import { turnRows, turnedLength } from '../kernels/blockDistances.ts';
import { float64Beside, int32Beside, threadsOf } from '../kernels/memory.ts';
import type { Run, SoftPairs, SoftPairsPart } from '../kernels/softPairs.ts';
import {
  addPickGradients,
  measureBlocks,
  pickNeighbors,
  strideOfPairs,
} from '../kernels/softPairs.ts';
import type { Work } from '../work.ts';
import { inPieces } from '../work.ts';

import type { Embedding } from './Loss.ts';
import type { Picks } from './nca.ts';

/** Rows of a block: two blocks of 64 columns and their distances fit into a level-one cache. */
const BLOCK = 32;
/** What the weight of a pair takes, in multiplications. */
const WEIGHT = 16;

/** Picks among all rows: every pair is measured once, and all distances are kept. O(n²) memory. */
export class PicksAmongAll implements Picks {
  readonly #pairs: Omit<SoftPairs, 'points'>;
  /** Of each of the runs of rows that are looked at together; the first adds to the gradient itself. */
  readonly #parts: SoftPairsPart[];

  /**
   * Allocates all that evaluations need.
   * @param codes - The class of each row.
   * @param embedding - An embedding of the shape to come.
   */
  constructor(codes: Int32Array, { values, rows, columns }: Embedding) {
    const blocks = Math.ceil(rows / BLOCK);
    const stride = strideOfPairs(rows);
    this.#pairs = {
      rows,
      columns,
      size: BLOCK,
      turned: float64Beside(values, blocks * turnedLength(BLOCK, columns)),
      codes: int32Beside(values, rows),
      everyone: int32Beside(values, rows),
      squares: float64Beside(values, rows * stride),
      stride,
    };
    this.#pairs.codes.set(codes);
    for (let row = 0; row < rows; row++) this.#pairs.everyone[row] = row;
    const together = Math.min(threadsOf(values), blocks);
    this.#parts = Array.from({ length: together }, (_, part) => ({
      kept: int32Beside(values, rows + 1),
      weights: float64Beside(values, rows + 1),
      gradient: float64Beside(values, part === 0 ? 0 : rows * columns),
    }));
  }

  *add(
    { values: points }: Embedding,
    gradient: Float64Array,
    far: number,
    scale: number,
  ): Work<number> {
    const { rows, columns } = this.#pairs;
    const pairs = { ...this.#pairs, points };
    const [own, ...others] = this.#parts;
    const parts = [{ ...own, gradient }, ...others];
    for (const other of others) other.gradient.fill(0);
    this.#turn(points);
    yield* this.#inRuns(columns, (runs) => measureBlocks(pairs, runs));
    let sum = 0;
    yield* this.#inRuns(WEIGHT, (runs) => {
      const sums = pickNeighbors(pairs, runs, parts, far, scale);
      for (const one of sums) sum += one;
    });
    yield* this.#inRuns(columns, (runs) =>
      addPickGradients(pairs, runs, parts),
    );
    for (const other of others) {
      for (let at = 0; at < rows * columns; at++) {
        gradient[at] += other.gradient[at];
      }
    }
    return sum;
  }

  #turn(points: Float64Array): void {
    const { rows, columns, turned } = this.#pairs;
    const length = turnedLength(BLOCK, columns);
    for (let block = 0; block * BLOCK < rows; block++) {
      const top = block * BLOCK;
      const height = Math.min(BLOCK, rows - top);
      turnRows(points, columns, top, height, turned, block * length);
    }
  }

  // as many runs of rows at once as there are threads
  #inRuns(cost: number, run: (runs: Run[]) => void): Work<void> {
    const { rows } = this.#pairs;
    const together = this.#parts.length;
    return inPieces(
      rows,
      (rows * cost) / together,
      (from, to) => run(splitRows(from, to, together)),
      together * BLOCK,
    );
  }
}

// whole blocks, as many in each part
function splitRows(from: number, to: number, parts: number): Run[] {
  const length = BLOCK * Math.ceil((to - from) / (parts * BLOCK));
  const runs: Run[] = [];
  for (let begin = from; begin < to; begin += length) {
    runs.push([begin, Math.min(begin + length, to)]);
  }
  return runs;
}
