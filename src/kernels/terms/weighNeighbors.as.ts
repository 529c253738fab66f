// Weights of soft neighbours: see softNeighbors.ts. Lanes hold neighbouring candidates; sums run over even and over odd
// places.

import { expMinus } from './exponential.as';

/** Bytes of a number. */
const SIZE: usize = 8;
/** Bytes of a place or of a class. */
const SINGLE: usize = 4;

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
  scratch: usize,
  probabilities: usize,
): void {
  // excesses, the classes of all candidates, and places and classes of those with a weight
  const excesses = scratch;
  const classes = excesses + (count + 2) * SIZE;
  const places = classes + (count + 2) * SINGLE;
  const keptClasses = places + (count + 2) * SINGLE;
  for (let at: usize = 0; at < count; at++) {
    const other = <usize>load<u32>(candidates + (at << 2));
    store<i32>(classes + (at << 2), load<i32>(codes + (other << 2)));
  }
  for (let i: usize = 0; i < height; i++) {
    const own = distances + i * stride * SIZE;
    const code = load<i32>(codes + ((top + i) << 2));
    // so that the number of candidates is even
    if (count & 1) store<f64>(own + count * SIZE, Infinity);
    const near = keepNear(
      own,
      classes,
      count,
      far,
      places,
      keptClasses,
      excesses,
    );
    const probability = weigh(excesses, keptClasses, near, code, scale);
    store<f64>(probabilities + (top + i) * SIZE, probability);
    memory.fill(own, 0, ((count + 1) & ~1) * SIZE);
    for (let at: usize = 0; at < near; at++) {
      const place = <usize>load<u32>(places + (at << 2));
      store<f64>(own + place * SIZE, load<f64>(excesses + at * SIZE));
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
