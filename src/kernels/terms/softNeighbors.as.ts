// Soft neighbours and the gradient of their probabilities: see softNeighbors.ts.

import { expMinus } from './exponential.as';

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
  kept: usize,
  weights: usize,
  points: usize,
  columns: usize,
  gradient: usize,
): f64 {
  let sum: f64 = 0;
  for (let i: usize = 0; i < height; i++) {
    const row = top + i;
    const own = distances + i * stride * SIZE;
    const near = keepNear(own, candidates, count, far, kept, weights);
    sum += weighSlopes(codes, row, kept, weights, near, scale);
    addGradients(points, columns, row, kept, weights, near, gradient);
  }
  return sum;
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
): f64 {
  let sum: f64 = 0;
  for (let i: usize = 0; i < height; i++) {
    const own = distances + i * stride * SIZE;
    const near = keepNear(own, candidates, count, far, kept, weights);
    sum += weighSlopes(codes, top + i, kept, weights, near, scale);
    memory.fill(own, 0, count * SIZE);
    for (let at: usize = 0; at < near; at++) {
      const other = <usize>load<u32>(kept + (at << 2));
      store<f64>(own + other * SIZE, load<f64>(weights + (at << 3)));
    }
  }
  return sum;
}

// turns excesses into slopes, and returns the probability of the class
function weighSlopes(
  codes: usize,
  row: usize,
  kept: usize,
  weights: usize,
  near: usize,
  scale: f64,
): f64 {
  const code = load<i32>(codes + (row << 2));
  const total = weigh(weights, near);
  let same: f64 = 0;
  for (let at: usize = 0; at < near; at++) {
    const other = <usize>load<u32>(kept + (at << 2));
    if (load<i32>(codes + (other << 2)) == code) {
      same += load<f64>(weights + (at << 3));
    }
  }
  const probability = same / total;
  const factor = (2 * scale) / total;
  for (let at: usize = 0; at < near; at++) {
    const other = <usize>load<u32>(kept + (at << 2));
    const excess =
      load<i32>(codes + (other << 2)) == code ? probability - 1 : probability;
    const weight = load<f64>(weights + (at << 3));
    store<f64>(weights + (at << 3), factor * weight * excess);
  }
  return probability;
}

function lowest(distances: usize, count: usize): f64 {
  let low = f64x2.splat(Infinity);
  let at: usize = 0;
  for (; at + 2 <= count; at += 2) {
    low = f64x2.pmin(low, v128.load(distances + (at << 3)));
  }
  const even = f64x2.extract_lane(low, 0);
  const odd = f64x2.extract_lane(low, 1);
  let result = even < odd ? even : odd;
  if (at < count) {
    const last = load<f64>(distances + (at << 3));
    if (last < result) result = last;
  }
  return result;
}

// lists candidates with a weight, and their excess: the squared distance less that of the nearest
function keepNear(
  distances: usize,
  candidates: usize,
  count: usize,
  far: f64,
  kept: usize,
  weights: usize,
): usize {
  const nearest = lowest(distances, count);
  const limit = nearest + far;
  const limits = f64x2.splat(limit);
  let near: usize = 0;
  let at: usize = 0;
  for (; at + 2 <= count; at += 2) {
    const pair = v128.load(distances + (at << 3));
    if (!v128.any_true(f64x2.le(pair, limits))) continue;
    const even = f64x2.extract_lane(pair, 0);
    const odd = f64x2.extract_lane(pair, 1);
    store<u32>(kept + (near << 2), load<u32>(candidates + (at << 2)));
    store<f64>(weights + (near << 3), even - nearest);
    near += usize(even <= limit);
    store<u32>(kept + (near << 2), load<u32>(candidates + (at << 2), 4));
    store<f64>(weights + (near << 3), odd - nearest);
    near += usize(odd <= limit);
  }
  if (at < count) {
    const last = load<f64>(distances + (at << 3));
    store<u32>(kept + (near << 2), load<u32>(candidates + (at << 2)));
    store<f64>(weights + (near << 3), last - nearest);
    near += usize(last <= limit);
  }
  return near;
}

// exp(−excess) in place; returns their sum, even places first; the place after an odd number of them is overwritten
function weigh(weights: usize, count: usize): f64 {
  let sum = f64x2.splat(0);
  for (let at: usize = 0; at < count; at += 2) {
    let pair = expMinus(v128.load(weights + (at << 3)));
    v128.store(weights + (at << 3), pair);
    if (at + 1 == count) pair = f64x2.replace_lane(pair, 1, 0);
    sum = f64x2.add(sum, pair);
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

// two neighbours at a time share the reads and writes of the row
function addGradients(
  points: usize,
  columns: usize,
  row: usize,
  kept: usize,
  slopes: usize,
  count: usize,
  gradient: usize,
): void {
  const wide = columns * SIZE;
  const even = (columns & ~1) * SIZE;
  const a = points + row * wide;
  const up = gradient + row * wide;
  let at: usize = 0;
  for (; at + 2 <= count; at += 2) {
    const place = <usize>load<u32>(kept + (at << 2)) * wide;
    const next = <usize>load<u32>(kept + (at << 2), 4) * wide;
    const slope = v128.load64_splat(slopes + (at << 3));
    const nextSlope = v128.load64_splat(slopes + (at << 3), 8);
    let k: usize = 0;
    for (; k < even; k += 16) {
      const x = v128.load(a + k);
      const change = f64x2.mul(
        slope,
        f64x2.sub(x, v128.load(points + place + k)),
      );
      const nextChange = f64x2.mul(
        nextSlope,
        f64x2.sub(x, v128.load(points + next + k)),
      );
      v128.store(
        up + k,
        f64x2.add(f64x2.add(v128.load(up + k), change), nextChange),
      );
      const down = gradient + place + k;
      v128.store(down, f64x2.sub(v128.load(down), change));
      const nextDown = gradient + next + k;
      v128.store(nextDown, f64x2.sub(v128.load(nextDown), nextChange));
    }
    if (even < wide) {
      addLast(points, a, up, place, slopes + (at << 3), gradient, even);
      addLast(points, a, up, next, slopes + (at << 3) + 8, gradient, even);
    }
  }
  if (at < count) {
    const place = <usize>load<u32>(kept + (at << 2)) * wide;
    const slope = v128.load64_splat(slopes + (at << 3));
    for (let k: usize = 0; k < even; k += 16) {
      const change = f64x2.mul(
        slope,
        f64x2.sub(v128.load(a + k), v128.load(points + place + k)),
      );
      v128.store(up + k, f64x2.add(v128.load(up + k), change));
      const down = gradient + place + k;
      v128.store(down, f64x2.sub(v128.load(down), change));
    }
    if (even < wide) {
      addLast(points, a, up, place, slopes + (at << 3), gradient, even);
    }
  }
}

// an odd number of columns: the last one
function addLast(
  points: usize,
  a: usize,
  up: usize,
  place: usize,
  slope: usize,
  gradient: usize,
  k: usize,
): void {
  const change =
    load<f64>(slope) * (load<f64>(a + k) - load<f64>(points + place + k));
  store<f64>(up + k, load<f64>(up + k) + change);
  const down = gradient + place + k;
  store<f64>(down, load<f64>(down) - change);
}
