import type { Computation, Loop } from '../async/work.ts';
import type { Arena } from '../kernels/arena/Arena.ts';
import type { Run } from '../kernels/arena/splitRows.ts';
import { splitRows } from '../kernels/arena/splitRows.ts';
import { strideOfAll } from '../kernels/distances/allDistances.ts';
import { packedLength } from '../kernels/distances/blockDistances.ts';
import {
  packQuads,
  quadsLength,
  scratchLength,
} from '../kernels/terms/slopeGradients.ts';

import type { Embedding } from './Loss.ts';

/** Rows of a block: two blocks of 64 columns and their distances fit into a level-one cache. */
const BLOCK = 32;
/** The cost of the weight of a pair, in multiplications. */
const WEIGHT = 16;

/** The inputs of soft neighbours, and the gradient that is added to. */
export interface SoftNeighborhood {
  embedding: Embedding;
  /** Of the shape of the embedding, added to. */
  gradient: Float64Array;
  /** The largest difference in squared distance between a row and the nearest one at which the row counts. */
  far: number;
  /** The factor of the gradient. */
  scale: number;
}

/**
 * The sum of the probabilities that rows pick one of their class, and a multiple of its gradient: every pair is
 * measured once, and all distances are stored. O(n²) memory.
 * @param codes - The class of each row.
 * @param arena - That of the embedding and its gradient.
 */
export function allPairsSoftNeighbors(
  codes: Int32Array,
  arena: Arena,
  { embedding, gradient, far, scale }: SoftNeighborhood,
): Computation {
  const { kernels } = arena;
  const { values: points, rows, columns } = embedding;
  const blocks = Math.ceil(rows / BLOCK);
  const stride = strideOfAll(rows);
  const together = Math.min(kernels.threads, blocks);
  const all = {
    points,
    rows,
    columns,
    size: BLOCK,
    packed: arena.float64(blocks * packedLength(BLOCK, columns)),
    distances: arena.float64(rows * stride),
    stride,
  };
  const shared = {
    codes: arena.copyOf(codes),
    stride,
    candidates: arena.int32(rows),
    count: rows,
    probabilities: arena.float64(rows),
  };
  for (let row = 0; row < rows; row++) shared.candidates[row] = row;
  // distances become slopes in place
  const pairs = {
    points,
    rows,
    columns,
    quads: arena.float64(quadsLength(rows, columns)),
    slopes: all.distances,
    stride,
    gradient,
  };
  // for each of the runs of rows that are processed together
  const memories = Array.from({ length: together }, () => ({
    scratch: arena.float64(scratchLength(rows, columns)),
  }));
  const inRuns = (cost: number, run: (some: Run[]) => void): Loop => ({
    length: () => rows,
    cost: (rows * cost) / together,
    run: (from, to) => run(splitRows(from, to, together, BLOCK)),
    step: together * BLOCK,
  });
  const partsOf = (some: Run[]) =>
    some.map(([top, end], at) => ({
      ...memories[at],
      top,
      height: end - top,
    }));
  const begin = () => {
    kernels.packBlocks(points, rows, columns, BLOCK, all.packed);
    packQuads(pairs);
  };
  const weigh = (some: Run[]) => {
    const picking = partsOf(some).map((part) => ({
      ...shared,
      ...part,
      distances: all.distances.subarray(part.top * stride),
    }));
    kernels.weighNeighbors(picking, far, scale);
  };
  return {
    parts: [
      begin,
      inRuns(columns, (some) => kernels.measureBlocks(all, some)),
      inRuns(WEIGHT, weigh),
      inRuns(columns, (some) =>
        kernels.addSlopeGradients(pairs, partsOf(some)),
      ),
    ],
    value: () => kernels.sum(shared.probabilities),
  };
}
