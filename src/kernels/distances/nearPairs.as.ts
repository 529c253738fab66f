// Pairs of rows that are near enough: see nearPairs.ts. Bounds are computed in single precision, four lanes at a time,
// which takes half as long; pairs that pass are measured in double precision, with the same bits as in JavaScript.

import { blockDistances } from './blockDistances.as';
import { measureInOrder } from './orderedDistances.as';
import { BLOCK, SINGLE, limitFactor, limitOffset } from './float32Rows.as';

/** Bytes of a number. */
const SIZE: usize = 8;
/** Bytes of the column limits of a block: for the same class, for other classes, and for either. */
const LIMITS: usize = BLOCK * SINGLE;
/** The share of a block above which the whole block is measured. */
const MANY: usize = 4;

export function findNearPairs(
  values: usize,
  columns: usize,
  float32: usize,
  packedFloat32: usize,
  packed: usize,
  from: usize,
  to: usize,
  left: usize,
  width: usize,
  codes: usize,
  sameClass: usize,
  otherClass: usize,
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
      float32,
      packedFloat32,
      top,
      height,
      left,
      width,
      codes,
      sameClass,
      otherClass,
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
        packed,
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
      measureInOrder(values, columns, rows, others, distances, first, count);
    }
    count = keepNear(
      codes,
      sameClass,
      otherClass,
      rows,
      others,
      distances,
      first,
      count,
    );
  }
  return count;
}

// lists the pairs of a block that may be near
function screen(
  columns: usize,
  float32: usize,
  packed: usize,
  top: usize,
  height: usize,
  left: usize,
  width: usize,
  codes: usize,
  sameClass: usize,
  otherClass: usize,
  scale: f64,
  scratch: usize,
  rows: usize,
  others: usize,
  first: usize,
): usize {
  const long = columns * SINGLE;
  const factor = limitFactor(scale, columns);
  const offset = limitOffset(scale);
  const same = scratch;
  const different = same + LIMITS;
  const either = different + LIMITS;
  const sums = either + LIMITS;
  for (let j: usize = 0; j < width; j++) {
    const at = j * SINGLE;
    const near = limitOf(sameClass, left + j, factor, offset);
    const far = limitOf(otherClass, left + j, factor, offset);
    store<f32>(same + at, near);
    store<f32>(different + at, far);
    store<f32>(either + at, max(near, far));
  }
  let count = first;
  for (let i: usize = 0; i < height; i += 2) {
    const row = top + i;
    const a = float32 + row * long;
    // an odd number of rows: the last row is measured twice
    const step = i + 1 < height ? long : 0;
    const next = step > 0 ? row + 1 : row;
    const upperSame = limitOf(sameClass, row, factor, offset);
    const upperOther = limitOf(otherClass, row, factor, offset);
    const lowerSame = limitOf(sameClass, next, factor, offset);
    const lowerOther = limitOf(otherClass, next, factor, offset);
    const upper = f32x4.splat(max(upperSame, upperOther));
    const lower = f32x4.splat(max(lowerSame, lowerOther));
    for (let j: usize = 0; j < width; j += 8) {
      let s00 = f32x4.splat(0);
      let s01 = f32x4.splat(0);
      let s10 = f32x4.splat(0);
      let s11 = f32x4.splat(0);
      let at = packed + j * SINGLE;
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
      const low = v128.load(either + j * SINGLE);
      const high = v128.load(either + j * SINGLE, 16);
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
      v128.store(sums, s00);
      v128.store(sums, s01, 16);
      v128.store(sums, s10, 32);
      v128.store(sums, s11, 48);
      while (bits != 0) {
        const lane = <usize>ctz(bits);
        bits &= bits - 1;
        const isUpper = lane < 8;
        const some = <u32>(row + (lane >> 3));
        const column = j + (lane & 7);
        const other = <u32>(left + column);
        store<u32>(rows + (count << 2), some);
        store<u32>(others + (count << 2), other);
        const isSame = isSameClass(codes, some, other);
        const ofRow = isSame
          ? isUpper
            ? upperSame
            : lowerSame
          : isUpper
            ? upperOther
            : lowerOther;
        const ofColumn = load<f32>(
          (isSame ? same : different) + column * SINGLE,
        );
        const sum = load<f32>(sums + lane * SINGLE);
        count += usize(sum < max(ofRow, ofColumn));
      }
    }
  }
  return count;
}

// the limit of a row in the units of the ball, rounded up
function limitOf(limits: usize, row: usize, factor: f64, offset: f64): f32 {
  return <f32>(factor * load<f64>(limits + row * SIZE) + offset);
}

function isSameClass(codes: usize, row: u32, other: u32): bool {
  const code = load<u32>(codes + ((<usize>row) << 2));
  return code == load<u32>(codes + ((<usize>other) << 2));
}

// removes pairs that are not near; returns the end of the list
function keepNear(
  codes: usize,
  sameClass: usize,
  otherClass: usize,
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
    const limits = isSameClass(codes, row, other) ? sameClass : otherClass;
    const limit = load<f64>(limits + <usize>row * SIZE);
    const otherLimit = load<f64>(limits + <usize>other * SIZE);
    count += usize(distance < limit || distance < otherLimit);
  }
  return count;
}
