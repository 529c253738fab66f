import { kernelsOf } from './memory.ts';
import {
  addGradients,
  keepNear,
  slopesOfPick,
  sumOfSame,
  weigh,
} from './softRow.ts';
import { runEach } from './webAssembly.ts';

/** Some rows of a cloud, and how far they are from others. */
export interface SoftNeighbors {
  /** rows × columns, row-major. */
  points: Float64Array;
  columns: number;
  /** The class of each row. */
  codes: Int32Array;
  /** The first row that picks. */
  top: number;
  /** How many rows do. */
  height: number;
  /** Squared distances, a row of `stride` numbers for each row that picks; infinite to itself. */
  distances: Float64Array;
  stride: number;
  /** The rows that the distances lead to. */
  candidates: Int32Array;
  /** How many candidates there are; not only the row itself. */
  count: number;
  /** As long as the candidates and one more, overwritten: those that weigh something. */
  kept: Int32Array;
  /** As long as `kept`, overwritten. */
  weights: Float64Array;
  /** rows × columns, added to. */
  gradient: Float64Array;
}

/**
 * Rows of neighbourhood components analysis: each picks a candidate j with `p_j = exp(−d²(i,j)) / Σ exp(−d²(i,·))`. Returns
 * the sum of the probabilities that they pick one of their class, and adds a multiple of its gradient. The nearest one's
 * distance is taken off all of them first, so that nothing overflows and at least one weight is 1; what is farther than
 * it by more than `far` is left out. O(height · (candidates + kept · columns)).
 * @param parts - Rows that pick, each part in a thread of its own where there are some; they share no more than what is
 * only read.
 * @param far - Up to 80.
 * @param scale - What the gradient is multiplied by.
 * @returns The sum of the probabilities of each part.
 */
export function addSoftNeighbors(
  parts: SoftNeighbors[],
  far: number,
  scale: number,
): number[] {
  const [{ points, codes }] = parts;
  const kernels = kernelsOf(
    points,
    codes,
    ...parts.flatMap(({ distances, candidates, kept, weights, gradient }) => [
      distances,
      candidates,
      kept,
      weights,
      gradient,
    ]),
  );
  if (!kernels) return parts.map((part) => addOfPart(part, far, scale));
  const calls = parts.map((part) => [
    points.byteOffset,
    part.columns,
    codes.byteOffset,
    part.top,
    part.height,
    part.distances.byteOffset,
    part.stride,
    part.candidates.byteOffset,
    part.count,
    far,
    scale,
    part.kept.byteOffset,
    part.weights.byteOffset,
    part.gradient.byteOffset,
  ]);
  return runEach(kernels, 'addSoftNeighbors', calls);
}

function addOfPart(part: SoftNeighbors, far: number, scale: number): number {
  const { top, height, stride, count, weights } = part;
  let sum = 0;
  for (let i = 0; i < height; i++) {
    const row = top + i;
    const near = keepNear(part, i * stride, count, far);
    const total = weigh(weights, near);
    const probability = sumOfSame(part, row, near) / total;
    sum += probability;
    slopesOfPick(part, row, near, probability, (2 * scale) / total);
    addGradients(part, row, near);
  }
  return sum;
}
