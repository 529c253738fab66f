// Rows that pick neighbours, and the gradient of what they pick: see softNeighbors.ts.

import {
  addGradients,
  keepNear,
  lowest,
  slopesOfPick,
  sumOfSame,
  weigh,
} from './softRow.as';

/** Bytes of a number. */
const SIZE: usize = 8;

export function addSoftNeighbors(
  points: usize,
  columns: usize,
  codes: usize,
  top: usize,
  height: usize,
  distances: usize,
  stride: usize,
  candidates: usize,
  count: usize,
  far: f64,
  scale: f64,
  kept: usize,
  weights: usize,
  gradient: usize,
): f64 {
  let sum: f64 = 0;
  for (let i: usize = 0; i < height; i++) {
    const row = top + i;
    const code = load<i32>(codes + (row << 2));
    const own = distances + i * stride * SIZE;
    const nearest = lowest(own, count);
    const near = keepNear(own, candidates, count, nearest, far, kept, weights);
    const total = weigh(weights, near);
    const probability = sumOfSame(codes, code, kept, weights, near) / total;
    sum += probability;
    slopesOfPick(
      codes,
      code,
      kept,
      weights,
      near,
      probability,
      (2 * scale) / total,
    );
    addGradients(points, columns, row, kept, weights, near, gradient);
  }
  return sum;
}
