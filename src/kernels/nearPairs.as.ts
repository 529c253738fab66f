// Pairs of rows that are near enough: see nearPairs.ts. Bounds are found in single precision, four lanes at a time, which
// takes half as long; what passes is measured in double precision, to the same bits as in JavaScript.

import { blockDistances } from './blockDistances.as';

/** Bytes of a number, and of one of single precision. */
const SIZE: usize = 8;
const SINGLE: usize = 4;
/** As in nearPairs.ts. */
const BLOCK: usize = 64;
/** The part of a block from which on it is measured as a whole. */
const MANY: usize = 4;
/** What rounding to single precision may do to the distance of two points of a ball of radius 1. */
const BLUR: f64 = 2e-7;
/** The same to a sum of squares, as a part of it, for each of them. */
const ROUNDING: f64 = 1.2e-7;

// (x − center) · scale, row by row, and turned in blocks of eight columns
export function prepareSingles(
  values: usize,
  rows: usize,
  columns: usize,
  centers: usize,
  scale: f64,
  singles: usize,
  turned: usize,
): void {
  const turnedSize = BLOCK * columns * SINGLE;
  for (let row: usize = 0; row < rows; row++) {
    const from = values + row * columns * SIZE;
    const to = singles + row * columns * SINGLE;
    const column = turned + (row / BLOCK) * turnedSize + (row % BLOCK) * SINGLE;
    for (let k: usize = 0; k < columns; k++) {
      const at = k * SIZE;
      const value = <f32>(
        ((load<f64>(from + at) - load<f64>(centers + at)) * scale)
      );
      store<f32>(to + k * SINGLE, value);
      store<f32>(column + k * BLOCK * SINGLE, value);
    }
  }
}

export function findNearPairs(
  values: usize,
  columns: usize,
  singles: usize,
  turnedSingles: usize,
  turned: usize,
  from: usize,
  to: usize,
  left: usize,
  width: usize,
  limits: usize,
  scale: f64,
  scratch: usize,
  rows: usize,
  others: usize,
  distances: usize,
): usize {
  let count: usize = 0;
  for (let top = from; top < to; top += BLOCK) {
    const height = min(BLOCK, to - top);
    const first = count;
    count = screen(
      columns,
      singles,
      turnedSingles,
      top,
      height,
      left,
      width,
      limits,
      scale,
      scratch,
      rows,
      others,
      first,
    );
    if (count == first) continue;
    if ((count - first) * MANY > height * width) {
      blockDistances(
        values,
        columns,
        top,
        height,
        turned,
        width,
        scratch,
        width,
      );
      for (let at = first; at < count; at++) {
        const i = <usize>load<u32>(rows + (at << 2)) - top;
        const j = <usize>load<u32>(others + (at << 2)) - left;
        const distance = load<f64>(scratch + (i * width + j) * SIZE);
        store<f64>(distances + at * SIZE, distance);
      }
    } else {
      measure(values, columns, rows, others, distances, first, count);
    }
    count = keepNear(limits, rows, others, distances, first, count);
  }
  return count;
}

// lists the pairs of a block that may be near
function screen(
  columns: usize,
  singles: usize,
  turned: usize,
  top: usize,
  height: usize,
  left: usize,
  width: usize,
  limits: usize,
  scale: f64,
  scratch: usize,
  rows: usize,
  others: usize,
  first: usize,
): usize {
  const long = columns * SINGLE;
  const columnLimits = scratch;
  for (let j: usize = 0; j < width; j++) {
    const limit = blurred(
      load<f64>(limits + (left + j) * SIZE),
      scale,
      columns,
    );
    store<f32>(columnLimits + j * SINGLE, limit);
  }
  let count = first;
  for (let i: usize = 0; i < height; i += 2) {
    const row = top + i;
    const a = singles + row * long;
    // an odd number of rows leaves one: it is measured twice
    const step = i + 1 < height ? long : 0;
    const upper = f32x4.splat(
      blurred(load<f64>(limits + row * SIZE), scale, columns),
    );
    const lower = f32x4.splat(
      blurred(
        load<f64>(limits + (step > 0 ? row + 1 : row) * SIZE),
        scale,
        columns,
      ),
    );
    for (let j: usize = 0; j < width; j += 8) {
      let s00 = f32x4.splat(0);
      let s01 = f32x4.splat(0);
      let s10 = f32x4.splat(0);
      let s11 = f32x4.splat(0);
      let at = turned + j * SINGLE;
      const end = a + long;
      for (let k = a; k < end; k += SINGLE) {
        const b0 = v128.load(at);
        const b1 = v128.load(at, 16);
        const x0 = v128.load32_splat(k);
        const x1 = v128.load32_splat(k + step);
        const d00 = f32x4.sub(x0, b0);
        const d01 = f32x4.sub(x0, b1);
        const d10 = f32x4.sub(x1, b0);
        const d11 = f32x4.sub(x1, b1);
        s00 = f32x4.add(s00, f32x4.mul(d00, d00));
        s01 = f32x4.add(s01, f32x4.mul(d01, d01));
        s10 = f32x4.add(s10, f32x4.mul(d10, d10));
        s11 = f32x4.add(s11, f32x4.mul(d11, d11));
        at += BLOCK * SINGLE;
      }
      const low = v128.load(columnLimits + j * SINGLE);
      const high = v128.load(columnLimits + j * SINGLE, 16);
      const m00 = f32x4.lt(s00, f32x4.pmax(upper, low));
      const m01 = f32x4.lt(s01, f32x4.pmax(upper, high));
      const m10 = f32x4.lt(s10, f32x4.pmax(lower, low));
      const m11 = f32x4.lt(s11, f32x4.pmax(lower, high));
      const any = v128.or(v128.or(m00, m01), v128.or(m10, m11));
      if (!v128.any_true(any)) continue;
      const rest = <i32>(width - j);
      const mask = rest < 8 ? (1 << rest) - 1 : 255;
      let bits = (i32x4.bitmask(m00) | (i32x4.bitmask(m01) << 4)) & mask;
      if (step > 0) {
        bits |= ((i32x4.bitmask(m10) | (i32x4.bitmask(m11) << 4)) & mask) << 8;
      }
      while (bits != 0) {
        const lane = <usize>ctz(bits);
        bits &= bits - 1;
        store<u32>(rows + (count << 2), <u32>(row + (lane >> 3)));
        store<u32>(others + (count << 2), <u32>(left + j + (lane & 7)));
        count++;
      }
    }
  }
  return count;
}

// a limit of squared distances, as bounds see it
function blurred(limit: f64, scale: f64, columns: usize): f32 {
  // rows that no ball holds: all pairs pass
  if (scale == 0) return Infinity;
  const length = Math.sqrt(limit) * scale + BLUR;
  return <f32>(length * length * (1 + ROUNDING * <f64>(columns + 8)));
}

// four at a time, for each sum has to wait for itself
function measure(
  values: usize,
  columns: usize,
  rows: usize,
  others: usize,
  distances: usize,
  from: usize,
  to: usize,
): void {
  const long = columns * SIZE;
  for (let at = from; at < to; at += 4) {
    // fewer than four are left: the last one again
    const last = to - 1;
    const at1 = min(at + 1, last);
    const at2 = min(at + 2, last);
    const at3 = min(at + 3, last);
    const a0 = values + <usize>load<u32>(rows + (at << 2)) * long;
    const a1 = values + <usize>load<u32>(rows + (at1 << 2)) * long;
    const a2 = values + <usize>load<u32>(rows + (at2 << 2)) * long;
    const a3 = values + <usize>load<u32>(rows + (at3 << 2)) * long;
    const b0 = values + <usize>load<u32>(others + (at << 2)) * long;
    const b1 = values + <usize>load<u32>(others + (at1 << 2)) * long;
    const b2 = values + <usize>load<u32>(others + (at2 << 2)) * long;
    const b3 = values + <usize>load<u32>(others + (at3 << 2)) * long;
    let s0: f64 = 0;
    let s1: f64 = 0;
    let s2: f64 = 0;
    let s3: f64 = 0;
    for (let k: usize = 0; k < long; k += SIZE) {
      const d0 = load<f64>(a0 + k) - load<f64>(b0 + k);
      const d1 = load<f64>(a1 + k) - load<f64>(b1 + k);
      const d2 = load<f64>(a2 + k) - load<f64>(b2 + k);
      const d3 = load<f64>(a3 + k) - load<f64>(b3 + k);
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    store<f64>(distances + at * SIZE, s0);
    store<f64>(distances + at1 * SIZE, s1);
    store<f64>(distances + at2 * SIZE, s2);
    store<f64>(distances + at3 * SIZE, s3);
  }
}

// leaves out what is not near after all; returns where the list ends
function keepNear(
  limits: usize,
  rows: usize,
  others: usize,
  distances: usize,
  from: usize,
  to: usize,
): usize {
  let count = from;
  for (let at = from; at < to; at++) {
    const row = load<u32>(rows + (at << 2));
    const other = load<u32>(others + (at << 2));
    const distance = load<f64>(distances + at * SIZE);
    store<u32>(rows + (count << 2), row);
    store<u32>(others + (count << 2), other);
    store<f64>(distances + count * SIZE, distance);
    const limit = load<f64>(limits + <usize>row * SIZE);
    const otherLimit = load<f64>(limits + <usize>other * SIZE);
    count += usize(distance < limit || distance < otherLimit);
  }
  return count;
}
