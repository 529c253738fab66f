// Rows that may be near a group: see nearRows.ts.

import { blockDistances } from './blockDistances.as';

/** Bytes of a number. */
const SIZE: usize = 8;
/** As in nearRows.ts. */
const FIRST: usize = 4;
const ROUNDING: f64 = 1e-9;

export function measureNear(
  points: usize,
  rows: usize,
  columns: usize,
  size: usize,
  packed: usize,
  group: usize,
  byGap: usize,
  gaps: usize,
  groups: usize,
  far: f64,
  distances: usize,
  stride: usize,
  candidates: usize,
): usize {
  const packedSize = ((size + 3) & ~3) * columns * SIZE;
  const top = group * size;
  const height = min(size, rows - top);
  let count: usize = 0;
  let limit: f64 = Infinity;
  for (let place: usize = 0; place < groups; place++) {
    const other = <usize>load<u32>(byGap + (place << 2));
    if (place == FIRST) {
      limit = farthestNearest(distances, stride, height, count) + far;
      limit *= 1 + ROUNDING;
    }
    const gap = load<f64>(gaps + other * SIZE);
    if (gap * gap > limit) break;
    const left = other * size;
    const width = min(size, rows - left);
    const out = distances + count * SIZE;
    blockDistances(
      points,
      columns,
      top,
      height,
      packed + other * packedSize,
      width,
      out,
      stride,
    );
    if (other == group) {
      for (let i: usize = 0; i < height; i++) {
        store<f64>(out + (i * stride + i) * SIZE, Infinity);
      }
    }
    for (let j: usize = 0; j < width; j++) {
      store<u32>(candidates + ((count + j) << 2), <u32>(left + j));
    }
    count += width;
  }
  return count;
}

function farthestNearest(
  distances: usize,
  stride: usize,
  height: usize,
  count: usize,
): f64 {
  let farthest: f64 = 0;
  for (let i: usize = 0; i < height; i++) {
    const from = distances + i * stride * SIZE;
    let nearest: f64 = Infinity;
    for (let at = from; at < from + count * SIZE; at += SIZE) {
      nearest = min(nearest, load<f64>(at));
    }
    farthest = max(farthest, nearest);
  }
  return farthest;
}
