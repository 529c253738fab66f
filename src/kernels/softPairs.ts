import { blockDistances, turnedLength } from './blockDistances.ts';
import type { Numbers } from './memory.ts';
import { kernelsOf } from './memory.ts';
import {
  addGradients,
  keepNear,
  slopesOfPick,
  sumOfSame,
  weigh,
} from './softRow.ts';
import { runEach } from './webAssembly.ts';

/** All pairs of rows of a cloud. */
export interface SoftPairs {
  /** rows × columns, row-major. */
  points: Float64Array;
  rows: number;
  columns: number;
  /** Rows of a block; the last may have fewer. */
  size: number;
  /** The blocks, turned, each as long as one of `size`. */
  turned: Float64Array;
  /** The class of each row. */
  codes: Int32Array;
  /** All rows, in order. */
  everyone: Int32Array;
  /** rows × stride, overwritten: squared distances, infinite to itself; then what a pick changes with them. */
  squares: Float64Array;
  stride: number;
}

/** Where some rows begin and end, excluded. */
export type Run = [from: number, to: number];

/** What looking at some rows overwrites, and what it adds to. */
export interface SoftPairsPart {
  /** One longer than there are rows. */
  kept: Int32Array;
  /** As long. */
  weights: Float64Array;
  /** rows × columns, added to. */
  gradient: Float64Array;
}

/**
 * The least stride for some rows that puts neighbours of a column into different sets of a cache: lines of eight numbers,
 * an odd number of them.
 * @param rows - How many rows.
 * @returns Numbers.
 */
export function strideOfPairs(rows: number): number {
  return 16 * Math.ceil((rows - 8) / 16) + 8;
}

/**
 * Measures how far some rows are from each other and from all later rows, and puts that where it belongs for both rows of a
 * pair. O(rows · columns) for each row.
 * @param pairs - All pairs.
 * @param runs - Where the rows of each part begin and end, at blocks; each part in a thread of its own, where there are some.
 */
export function measureBlocks(pairs: SoftPairs, runs: Run[]): void {
  const { points, rows, columns, size, turned, squares, stride } = pairs;
  const kernels = kernelsOf(points, turned, squares);
  if (!kernels) {
    for (const run of runs) measureOfRun(pairs, run);
    return;
  }
  const calls = runs.map(([from, to]) => [
    points.byteOffset,
    rows,
    columns,
    size,
    turned.byteOffset,
    from,
    to,
    squares.byteOffset,
    stride,
  ]);
  runEach(kernels, 'measureBlocks', calls);
}

/**
 * Lets every row pick another with `p_j = exp(−d²(i,j)) / Σ exp(−d²(i,·))`, and writes over its squared distances what a
 * multiple of the probability that it picks one of its class changes with each of them. What is farther than its nearest by
 * more than `far` is left out. O(rows) for each row.
 * @param pairs - All pairs, measured.
 * @param runs - Where the rows of each part begin and end.
 * @param parts - One for each part.
 * @param far - Up to 80.
 * @param scale - What the changes are multiplied by.
 * @returns The sum of the probabilities of each part.
 */
export function pickNeighbors(
  pairs: SoftPairs,
  runs: Run[],
  parts: SoftPairsPart[],
  far: number,
  scale: number,
): number[] {
  const { rows, codes, everyone, squares, stride } = pairs;
  const kernels = kernelsOf(codes, everyone, squares, ...arraysOf(parts));
  if (!kernels) {
    return runs.map((run, at) => pickOfRun(pairs, run, parts[at], far, scale));
  }
  const calls = runs.map(([from, to], at) => [
    codes.byteOffset,
    rows,
    from,
    to,
    squares.byteOffset,
    stride,
    everyone.byteOffset,
    far,
    scale,
    parts[at].kept.byteOffset,
    parts[at].weights.byteOffset,
  ]);
  return runEach(kernels, 'pickNeighbors', calls);
}

/**
 * Adds the gradient of what rows pick, of pairs of a row and a later row. Both rows of a pair have picked. What is said of
 * such pairs is overwritten. O(rows + kept · columns) for each row.
 * @param pairs - All pairs, picked.
 * @param runs - Where the rows of each part begin and end, at blocks.
 * @param parts - One for each part.
 */
export function addPickGradients(
  pairs: SoftPairs,
  runs: Run[],
  parts: SoftPairsPart[],
): void {
  const { points, rows, columns, size, squares, stride } = pairs;
  const kernels = kernelsOf(points, squares, ...arraysOf(parts));
  if (!kernels) {
    for (const [at, run] of runs.entries()) addOfRun(pairs, run, parts[at]);
    return;
  }
  const calls = runs.map(([from, to], at) => [
    points.byteOffset,
    rows,
    columns,
    size,
    from,
    to,
    squares.byteOffset,
    stride,
    parts[at].kept.byteOffset,
    parts[at].weights.byteOffset,
    parts[at].gradient.byteOffset,
  ]);
  runEach(kernels, 'addPickGradients', calls);
}

function arraysOf(parts: SoftPairsPart[]): Numbers[] {
  return parts.flatMap(({ kept, weights, gradient }) => [
    kept,
    weights,
    gradient,
  ]);
}

function measureOfRun(pairs: SoftPairs, [from, to]: Run): void {
  const { points, rows, columns, size, turned, squares, stride } = pairs;
  const length = turnedLength(size, columns);
  for (let top = from; top < to; top += size) {
    const height = Math.min(size, to - top);
    for (let left = top; left < rows; left += size) {
      const width = Math.min(size, rows - left);
      blockDistances(
        points,
        columns,
        top,
        height,
        turned,
        (left / size) * length,
        width,
        squares,
        top * stride + left,
        stride,
      );
      for (let row = top; row < top + height; row++) {
        for (let other = left; other < left + width; other++) {
          squares[other * stride + row] = squares[row * stride + other];
        }
      }
    }
  }
  for (let row = from; row < to; row++) squares[row * stride + row] = Infinity;
}

function pickOfRun(
  pairs: SoftPairs,
  [from, to]: Run,
  part: SoftPairsPart,
  far: number,
  scale: number,
): number {
  const { rows, codes, everyone, squares, stride } = pairs;
  const { kept, weights } = part;
  const picks = { ...part, codes, distances: squares, candidates: everyone };
  let sum = 0;
  for (let row = from; row < to; row++) {
    const own = row * stride;
    const near = keepNear(picks, own, rows, far);
    const total = weigh(weights, near);
    const probability = sumOfSame(picks, row, near) / total;
    sum += probability;
    slopesOfPick(picks, row, near, probability, (2 * scale) / total);
    squares.fill(0, own, own + rows);
    for (let at = 0; at < near; at++) squares[own + kept[at]] = weights[at];
  }
  return sum;
}

function addOfRun(
  { points, rows, columns, squares, stride }: SoftPairs,
  [from, to]: Run,
  part: SoftPairsPart,
): void {
  const { kept, weights } = part;
  const picks = { ...part, points, columns };
  for (let row = from; row < to; row++) {
    let near = 0;
    for (let other = row + 1; other < rows; other++) {
      const slope =
        squares[row * stride + other] + squares[other * stride + row];
      if (slope === 0) continue;
      kept[near] = other;
      weights[near] = slope;
      near++;
    }
    addGradients(picks, row, near);
  }
}
