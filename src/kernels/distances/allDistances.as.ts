// Squared distances of all pairs of rows, each computed once: see allDistances.ts.

import { blockDistances } from './blockDistances.as';

/** Bytes of a number. */
const SIZE: usize = 8;

export function measureBlocks(
  points: usize,
  rows: usize,
  columns: usize,
  size: usize,
  packed: usize,
  from: usize,
  to: usize,
  distances: usize,
  stride: usize,
): void {
  const packedSize = ((size + 3) & ~3) * columns * SIZE;
  const wide = stride * SIZE;
  for (let top = from; top < to; top += size) {
    const height = min(size, to - top);
    let block = packed + (top / size) * packedSize;
    for (let left = top; left < rows; left += size) {
      const width = min(size, rows - left);
      const out = distances + top * wide + left * SIZE;
      blockDistances(points, columns, top, height, block, width, out, stride);
      block += packedSize;
      if (left == top) {
        for (let i: usize = 0; i < height; i++) {
          store<f64>(out + i * wide + i * SIZE, Infinity);
        }
      } else {
        const mirrored = distances + left * wide + top * SIZE;
        mirror(out, mirrored, height, width, wide);
      }
    }
  }
}

// copies each distance from (i, j) to (j, i)
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
