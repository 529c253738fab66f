// Rows that pick neighbours among all others, each pair of rows measured once: see softPairs.ts.

import { blockDistances } from './blockDistances.as';
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

export function measureBlocks(
  points: usize,
  rows: usize,
  columns: usize,
  size: usize,
  turned: usize,
  from: usize,
  to: usize,
  squares: usize,
  stride: usize,
): void {
  const turnedSize = ((size + 3) & ~3) * columns * SIZE;
  const wide = stride * SIZE;
  for (let top = from; top < to; top += size) {
    const height = min(size, to - top);
    let block = turned + (top / size) * turnedSize;
    for (let left = top; left < rows; left += size) {
      const width = min(size, rows - left);
      const out = squares + top * wide + left * SIZE;
      blockDistances(points, columns, top, height, block, width, out, stride);
      block += turnedSize;
      if (left == top) {
        for (let i: usize = 0; i < height; i++) {
          store<f64>(out + i * wide + i * SIZE, Infinity);
        }
      } else {
        const mirrored = squares + left * wide + top * SIZE;
        mirror(out, mirrored, height, width, wide);
      }
    }
  }
}

// what lies at (i, j) of one is put at (j, i) of the other
function mirror(
  from: usize,
  to: usize,
  height: usize,
  width: usize,
  wide: usize,
): void {
  let i: usize = 0;
  for (; i + 2 <= height; i += 2) {
    const a = from + i * wide;
    const out = to + i * SIZE;
    let j: usize = 0;
    for (; j + 2 <= width; j += 2) {
      const upper = v128.load(a + j * SIZE);
      const lower = v128.load(a + wide + j * SIZE);
      const place = out + j * wide;
      v128.store(place, v128.shuffle<f64>(upper, lower, 0, 2));
      v128.store(place + wide, v128.shuffle<f64>(upper, lower, 1, 3));
    }
    if (j < width) {
      store<f64>(out + j * wide, load<f64>(a + j * SIZE));
      store<f64>(out + j * wide, load<f64>(a + wide + j * SIZE), 8);
    }
  }
  if (i < height) {
    const a = from + i * wide;
    const out = to + i * SIZE;
    for (let j: usize = 0; j < width; j++) {
      store<f64>(out + j * wide, load<f64>(a + j * SIZE));
    }
  }
}

export function pickNeighbors(
  codes: usize,
  rows: usize,
  from: usize,
  to: usize,
  squares: usize,
  stride: usize,
  everyone: usize,
  far: f64,
  scale: f64,
  kept: usize,
  weights: usize,
): f64 {
  let sum: f64 = 0;
  for (let row = from; row < to; row++) {
    const code = load<i32>(codes + (row << 2));
    const own = squares + row * stride * SIZE;
    const nearest = lowest(own, rows);
    const near = keepNear(own, everyone, rows, nearest, far, kept, weights);
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
    memory.fill(own, 0, rows * SIZE);
    for (let at: usize = 0; at < near; at++) {
      const other = <usize>load<u32>(kept + (at << 2));
      store<f64>(own + (other << 3), load<f64>(weights + (at << 3)));
    }
  }
  return sum;
}

export function addPickGradients(
  points: usize,
  rows: usize,
  columns: usize,
  size: usize,
  from: usize,
  to: usize,
  slopes: usize,
  stride: usize,
  kept: usize,
  weights: usize,
  gradient: usize,
): void {
  const wide = stride * SIZE;
  for (let top = from; top < to; top += size) {
    const height = min(size, to - top);
    for (let left = top; left < rows; left += size) {
      const width = min(size, rows - left);
      const own = slopes + top * wide + left * SIZE;
      const others = slopes + left * wide + top * SIZE;
      addMirrored(own, others, height, width, wide);
    }
    for (let row = top; row < top + height; row++) {
      const own = slopes + row * wide;
      const near = keepWeighty(own, row + 1, rows, kept, weights);
      addGradients(points, columns, row, kept, weights, near, gradient);
    }
  }
}

// adds what lies at (j, i) of one to what lies at (i, j) of the other
function addMirrored(
  to: usize,
  from: usize,
  height: usize,
  width: usize,
  wide: usize,
): void {
  for (let i: usize = 0; i < height; i++) {
    let place = to + i * wide;
    let other = from + i * SIZE;
    for (let j: usize = 0; j < width; j++) {
      store<f64>(place, load<f64>(place) + load<f64>(other));
      place += SIZE;
      other += wide;
    }
  }
}

function keepWeighty(
  slopes: usize,
  from: usize,
  to: usize,
  kept: usize,
  weights: usize,
): usize {
  let near: usize = 0;
  for (let at = from; at < to; at++) {
    const slope = load<f64>(slopes + at * SIZE);
    store<u32>(kept + (near << 2), <u32>at);
    store<f64>(weights + (near << 3), slope);
    near += usize(slope != 0);
  }
  return near;
}
