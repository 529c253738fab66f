// Soft neighbours and the gradient of their probabilities: see softNeighbors.ts, and slopeLists.as.ts for the order of sums.

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
import { weighNeighbors } from './weighNeighbors.as';

/** Bytes of a number. */
const SIZE: usize = 8;

export function addSoftNeighbors(
  codes: usize,
  top: usize,
  height: usize,
  distances: usize,
  stride: usize,
  candidates: usize,
  count: usize,
  far: f64,
  scale: f64,
  scratch: usize,
  probabilities: usize,
  points: usize,
  rows: usize,
  columns: usize,
  quads: usize,
  gradient: usize,
): void {
  weighNeighbors(
    codes,
    top,
    height,
    distances,
    stride,
    candidates,
    count,
    far,
    scale,
    scratch,
    probabilities,
  );
  // to the rows that pick
  for (let first: usize = 0; first < height; first += ROWS) {
    const some = min(ROWS, height - first);
    clear(scratch);
    for (let from: usize = 0; from < count; from += BLOCK) {
      const to = min(from + BLOCK, count);
      makeRoom(scratch, quads, rows, columns);
      for (let at: usize = 0; at < some; at += TOGETHER) {
        const own = distances + (first + at) * stride * SIZE;
        listCandidates(
          own,
          stride,
          some - at,
          candidates,
          from,
          to,
          scratch,
          at >> 2,
        );
      }
    }
    addProducts(scratch, quads, rows, columns);
    for (let at: usize = 0; at < some; at++) {
      addToGradient(scratch, at, points, columns, top + first + at, gradient);
    }
  }
  // to their candidates
  for (let first: usize = 0; first < count; first += ROWS) {
    const some = min(ROWS, count - first);
    clear(scratch);
    for (let from: usize = 0; from < height; from += BLOCK) {
      const to = min(from + BLOCK, height);
      makeRoom(scratch, quads, rows, columns);
      for (let at: usize = 0; at < some; at += TOGETHER) {
        const own = distances + (first + at) * SIZE;
        listRows(own, stride, top, from, to, scratch, at >> 2);
      }
    }
    addProducts(scratch, quads, rows, columns);
    for (let at: usize = 0; at < some; at++) {
      const row = <usize>load<u32>(candidates + ((first + at) << 2));
      addToGradient(scratch, at, points, columns, row, gradient);
    }
  }
}

// lists the candidates of a block with their slopes for four rows; of fewer rows, the last one is listed again
function listCandidates(
  slopes: usize,
  stride: usize,
  count: usize,
  candidates: usize,
  from: usize,
  to: usize,
  scratch: usize,
  place: usize,
): void {
  const wide = stride * SIZE;
  const own1 = min<usize>(1, count - 1) * wide;
  const own2 = min<usize>(2, count - 1) * wide;
  const own3 = min<usize>(3, count - 1) * wide;
  let end = endOf(scratch, place);
  for (let at = from; at < to; at += 2) {
    const own = slopes + at * SIZE;
    const s0 = v128.load(own);
    const s1 = v128.load(own + own1);
    const s2 = v128.load(own + own2);
    const s3 = v128.load(own + own3);
    const any = v128.or(v128.or(s0, s1), v128.or(s2, s3));
    if (!v128.any_true(any)) continue;
    const others = candidates + (at << 2);
    end = append(
      end,
      <usize>load<u32>(others),
      v128.shuffle<f64>(s0, s1, 0, 2),
      v128.shuffle<f64>(s2, s3, 0, 2),
    );
    end = append(
      end,
      <usize>load<u32>(others, 4),
      v128.shuffle<f64>(s0, s1, 1, 3),
      v128.shuffle<f64>(s2, s3, 1, 3),
    );
  }
  setEnd(scratch, place, end);
}

// lists rows that pick with their slopes for four candidates
function listRows(
  slopes: usize,
  stride: usize,
  top: usize,
  from: usize,
  to: usize,
  scratch: usize,
  place: usize,
): void {
  const wide = stride * SIZE;
  let own = slopes + from * wide;
  let end = endOf(scratch, place);
  for (let i = from; i < to; i++) {
    const s01 = v128.load(own);
    const s23 = v128.load(own, 16);
    own += wide;
    if (!v128.any_true(v128.or(s01, s23))) continue;
    end = append(end, top + i, s01, s23);
  }
  setEnd(scratch, place, end);
}
