// Soft neighbours and the gradient of their probabilities: see softNeighbors.ts. Lanes hold neighbouring candidates; sums
// run over even and over odd places.

import { expMinus } from './exponential.as';
import { addDifferences, append, TOGETHER } from './slopeGradients.as';

/** Bytes of a number. */
const SIZE: usize = 8;
/** Bytes of a place or of a class. */
const SINGLE: usize = 4;

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
  kept: usize,
  weights: usize,
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
    kept,
    weights,
    probabilities,
  );
  const wide = stride * SIZE;
  // to the rows that pick
  for (let i: usize = 0; i < height; i += TOGETHER) {
    const i1 = min(i + 1, height - 1);
    const i2 = min(i + 2, height - 1);
    const i3 = min(i + 3, height - 1);
    let listed: usize = 0;
    for (let at: usize = 0; at < count; at += 2) {
      const slopes = distances + at * SIZE;
      const s0 = v128.load(slopes + i * wide);
      const s1 = v128.load(slopes + i1 * wide);
      const s2 = v128.load(slopes + i2 * wide);
      const s3 = v128.load(slopes + i3 * wide);
      const any = v128.or(v128.or(s0, s1), v128.or(s2, s3));
      if (!v128.any_true(any)) continue;
      const other = candidates + (at << 2);
      listed = append(
        kept,
        weights,
        listed,
        <usize>load<u32>(other),
        v128.shuffle<f64>(s0, s1, 0, 2),
        v128.shuffle<f64>(s2, s3, 0, 2),
      );
      listed = append(
        kept,
        weights,
        listed,
        <usize>load<u32>(other, 4),
        v128.shuffle<f64>(s0, s1, 1, 3),
        v128.shuffle<f64>(s2, s3, 1, 3),
      );
    }
    addDifferences(
      points,
      rows,
      columns,
      quads,
      top + i,
      top + i1,
      top + i2,
      top + i3,
      min(TOGETHER, height - i),
      kept,
      weights,
      listed,
      gradient,
    );
  }
  // to their candidates
  for (let at: usize = 0; at < count; at += TOGETHER) {
    const at1 = min(at + 1, count - 1);
    const at2 = min(at + 2, count - 1);
    const at3 = min(at + 3, count - 1);
    let listed: usize = 0;
    let slopes = distances + at * SIZE;
    for (let i: usize = 0; i < height; i++) {
      listed = append(
        kept,
        weights,
        listed,
        top + i,
        v128.load(slopes),
        v128.load(slopes, 16),
      );
      slopes += wide;
    }
    addDifferences(
      points,
      rows,
      columns,
      quads,
      <usize>load<u32>(candidates + (at << 2)),
      <usize>load<u32>(candidates + (at1 << 2)),
      <usize>load<u32>(candidates + (at2 << 2)),
      <usize>load<u32>(candidates + (at3 << 2)),
      min(TOGETHER, count - at),
      kept,
      weights,
      listed,
      gradient,
    );
  }
}

export function weighNeighbors(
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
  probabilities: usize,
): void {
  for (let at: usize = 0; at < count; at++) {
    const other = <usize>load<u32>(candidates + (at << 2));
    store<i32>(kept + (at << 2), load<i32>(codes + (other << 2)));
  }
  // what follows the weights: places and classes
  const places = weights + (count + 2) * SIZE;
  const classes = places + (count + 2) * SINGLE;
  for (let i: usize = 0; i < height; i++) {
    const own = distances + i * stride * SIZE;
    const code = load<i32>(codes + ((top + i) << 2));
    // so that the number of candidates is even
    if (count & 1) store<f64>(own + count * SIZE, Infinity);
    const near = keepNear(own, kept, count, far, places, classes, weights);
    const probability = weigh(weights, classes, near, code, scale);
    store<f64>(probabilities + (top + i) * SIZE, probability);
    memory.fill(own, 0, ((count + 1) & ~1) * SIZE);
    for (let at: usize = 0; at < near; at++) {
      const place = <usize>load<u32>(places + (at << 2));
      store<f64>(own + place * SIZE, load<f64>(weights + at * SIZE));
    }
  }
}

// turns excesses into slopes, and returns the probability of the class; the place after an odd number is overwritten
function weigh(
  excesses: usize,
  classes: usize,
  count: usize,
  code: i32,
  scale: f64,
): f64 {
  const own = i32x4.splat(code);
  let totals = f64x2.splat(0);
  let sames = f64x2.splat(0);
  for (let at: usize = 0; at < count; at += 2) {
    const place = excesses + at * SIZE;
    let weights = expMinus(v128.load(place));
    if (at + 1 == count) weights = f64x2.replace_lane(weights, 1, 0);
    v128.store(place, weights);
    totals = f64x2.add(totals, weights);
    const same = isSame(own, classes + (at << 2));
    sames = f64x2.add(sames, v128.and(weights, same));
  }
  const total = f64x2.extract_lane(totals, 0) + f64x2.extract_lane(totals, 1);
  const same = f64x2.extract_lane(sames, 0) + f64x2.extract_lane(sames, 1);
  const probability = same / total;
  const factor = f64x2.splat((2 * scale) / total);
  const probabilities = f64x2.splat(probability);
  const one = f64x2.splat(1);
  for (let at: usize = 0; at < count; at += 2) {
    const place = excesses + at * SIZE;
    const hit = v128.and(isSame(own, classes + (at << 2)), one);
    const excess = f64x2.sub(probabilities, hit);
    v128.store(place, f64x2.mul(f64x2.mul(factor, v128.load(place)), excess));
  }
  return probability;
}

// lists the places of candidates with a weight, their class, and their excess: the squared distance less that of the
// nearest
function keepNear(
  distances: usize,
  classes: usize,
  count: usize,
  far: f64,
  kept: usize,
  keptClasses: usize,
  excesses: usize,
): usize {
  const nearest = f64x2.splat(lowest(distances, count));
  const limits = f64x2.add(nearest, f64x2.splat(far));
  let near: usize = 0;
  for (let at: usize = 0; at < count; at += 2) {
    const pair = v128.load(distances + at * SIZE);
    const isNear = f64x2.le(pair, limits);
    if (!v128.any_true(isNear)) continue;
    const excess = f64x2.sub(pair, nearest);
    const bits = i64x2.bitmask(isNear);
    const two = load<u64>(classes + (at << 2));
    store<u32>(kept + (near << 2), <u32>at);
    store<u32>(keptClasses + (near << 2), <u32>two);
    store<f64>(excesses + near * SIZE, f64x2.extract_lane(excess, 0));
    near += <usize>(bits & 1);
    store<u32>(kept + (near << 2), <u32>at + 1);
    store<u32>(keptClasses + (near << 2), <u32>(two >> 32));
    store<f64>(excesses + near * SIZE, f64x2.extract_lane(excess, 1));
    near += <usize>(bits >> 1);
  }
  return near;
}

// which of two classes is the given one: all bits of the lane
function isSame(own: v128, classes: usize): v128 {
  return i64x2.extend_low_i32x4_s(i32x4.eq(v128.load64_zero(classes), own));
}

function lowest(distances: usize, count: usize): f64 {
  let low = f64x2.splat(Infinity);
  for (let at: usize = 0; at < count; at += 2) {
    low = f64x2.pmin(low, v128.load(distances + at * SIZE));
  }
  return min(f64x2.extract_lane(low, 0), f64x2.extract_lane(low, 1));
}
