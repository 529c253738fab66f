// Gradients of slopes of pairs: see slopeGradients.ts, and slopeLists.as.ts for the order of sums. Other rows whose slopes
// are 0 for all four rows of a list are left out.

import {
  addProducts,
  addToGradient,
  append,
  BLOCK,
  clear,
  endOf,
  makeRoom,
  ROWS,
  setEnd,
  TOGETHER,
} from './slopeLists.as';

/** Bytes of a number. */
const SIZE: usize = 8;

export function addSlopeGradients(
  points: usize,
  rows: usize,
  columns: usize,
  quads: usize,
  slopes: usize,
  stride: usize,
  gradient: usize,
  top: usize,
  height: usize,
  scratch: usize,
): void {
  for (let first: usize = 0; first < height; first += ROWS) {
    const row = top + first;
    const count = min(ROWS, height - first);
    clear(scratch);
    for (let from: usize = 0; from < rows; from += BLOCK) {
      const to = min(from + BLOCK, rows);
      makeRoom(scratch, quads, rows, columns);
      for (let at: usize = 0; at < count; at += TOGETHER) {
        list(slopes, stride, row + at, count - at, from, to, scratch, at >> 2);
      }
    }
    addProducts(scratch, quads, rows, columns);
    for (let at: usize = 0; at < count; at++) {
      addToGradient(scratch, at, points, columns, row + at, gradient);
    }
  }
}

// lists the rows of a block with s_ij + s_ji for four rows i; of fewer rows, the last one is listed again
function list(
  slopes: usize,
  stride: usize,
  row: usize,
  count: usize,
  from: usize,
  to: usize,
  scratch: usize,
  place: usize,
): void {
  const wide = stride * SIZE;
  let own = slopes + row * wide + from * SIZE;
  const own1 = min<usize>(1, count - 1) * wide;
  const own2 = min<usize>(2, count - 1) * wide;
  const own3 = min<usize>(3, count - 1) * wide;
  let others = slopes + from * wide + row * SIZE;
  let end = endOf(scratch, place);
  for (let j = from; j < to; j += 2) {
    const s0 = v128.load(own);
    const s1 = v128.load(own + own1);
    const s2 = v128.load(own + own2);
    const s3 = v128.load(own + own3);
    // of an odd number of rows, the last one has no next one
    const next = j + 1 < to ? others + wide : others;
    const a01 = f64x2.add(v128.shuffle<f64>(s0, s1, 0, 2), v128.load(others));
    const a23 = f64x2.add(
      v128.shuffle<f64>(s2, s3, 0, 2),
      v128.load(others, 16),
    );
    const b01 = f64x2.add(v128.shuffle<f64>(s0, s1, 1, 3), v128.load(next));
    const b23 = f64x2.add(v128.shuffle<f64>(s2, s3, 1, 3), v128.load(next, 16));
    own += 2 * SIZE;
    others += 2 * wide;
    const any = v128.or(v128.or(a01, a23), v128.or(b01, b23));
    if (!v128.any_true(any)) continue;
    end = append(end, j, a01, a23);
    if (j + 1 < to) end = append(end, j + 1, b01, b23);
  }
  setEnd(scratch, place, end);
}
