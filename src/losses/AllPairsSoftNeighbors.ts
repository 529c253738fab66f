import type { Work } from '../async/work.ts';
import { inChunks } from '../async/work.ts';
import {
  float64Beside,
  int32Beside,
  threadsOf,
} from '../kernels/arena/memory.ts';
import type { Run } from '../kernels/arena/splitRows.ts';
import { splitRows } from '../kernels/arena/splitRows.ts';
import type { AllDistances } from '../kernels/distances/allDistances.ts';
import {
  measureBlocks,
  strideOfAll,
} from '../kernels/distances/allDistances.ts';
import {
  turnBlocks,
  turnedLength,
} from '../kernels/distances/blockDistances.ts';
import { addSoftNeighbors } from '../kernels/terms/softNeighbors.ts';

import type { Embedding } from './Loss.ts';
import type { SoftNeighbors, SoftNeighborsPart } from './SoftNeighbors.ts';

/** Rows of a block: two blocks of 64 columns and their distances fit into a level-one cache. */
const BLOCK = 32;
/** What the weight of a pair takes, in multiplications. */
const WEIGHT = 16;

/** Soft neighbours among all rows: every pair is measured once, and all distances are kept. O(n²) memory. */
export class AllPairsSoftNeighbors implements SoftNeighbors {
  readonly #codes: Int32Array;
  /** All rows, in order. */
  readonly #everyone: Int32Array;
  readonly #all: Omit<AllDistances, 'points'>;
  /** Of each of the runs of rows that are looked at together. */
  readonly #parts: SoftNeighborsPart[];

  /** Allocates all that evaluations at embeddings of this shape need. */
  constructor(codes: Int32Array, { values, rows, columns }: Embedding) {
    const blocks = Math.ceil(rows / BLOCK);
    const stride = strideOfAll(rows);
    const together = Math.min(threadsOf(values), blocks);
    this.#codes = int32Beside(values, rows);
    this.#codes.set(codes);
    this.#everyone = int32Beside(values, rows);
    for (let row = 0; row < rows; row++) this.#everyone[row] = row;
    this.#all = {
      rows,
      columns,
      size: BLOCK,
      turned: float64Beside(values, blocks * turnedLength(BLOCK, columns)),
      distances: float64Beside(values, rows * stride),
      stride,
    };
    this.#parts = Array.from({ length: together }, () => ({
      kept: int32Beside(values, rows + 1),
      weights: float64Beside(values, rows + 1),
      gradient: float64Beside(values, rows * columns),
    }));
  }

  *add(
    { values: points }: Embedding,
    gradient: Float64Array,
    far: number,
    scale: number,
  ): Work<number> {
    const { rows, columns, stride, distances } = this.#all;
    const all = { ...this.#all, points };
    const parts = this.#parts;
    for (const part of parts) part.gradient.fill(0);
    turnBlocks(points, rows, columns, BLOCK, all.turned);
    yield* this.#inRuns(columns, (runs) => measureBlocks(all, runs));
    const shared = {
      points,
      columns,
      codes: this.#codes,
      stride,
      candidates: this.#everyone,
      count: rows,
    };
    let sum = 0;
    yield* this.#inRuns(WEIGHT + columns, (runs) => {
      const picking = runs.map(([top, end], part) => ({
        ...shared,
        ...parts[part],
        top,
        height: end - top,
        distances: distances.subarray(top * stride, end * stride),
      }));
      for (const one of addSoftNeighbors(picking, far, scale)) sum += one;
    });
    for (const part of parts) {
      for (let at = 0; at < rows * columns; at++) {
        gradient[at] += part.gradient[at];
      }
    }
    return sum;
  }

  // as many runs of rows at once as there are threads
  #inRuns(cost: number, run: (runs: Run[]) => void): Work<void> {
    const { rows } = this.#all;
    const together = this.#parts.length;
    return inChunks(
      rows,
      (rows * cost) / together,
      (from, to) => run(splitRows(from, to, together, BLOCK)),
      together * BLOCK,
    );
  }
}
