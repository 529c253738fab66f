// Distances of listed pairs and their gradients: see euclideanNorm.ts. Two lanes hold the even and the odd columns. Of
// gradients, every column is added by itself: `columns` may be a part of the `stride` that a row has.

/** Bytes of a number. */
const SIZE: usize = 8;

export function measureDistances(
  values: usize,
  columns: usize,
  first: usize,
  second: usize,
  distances: usize,
  from: usize,
  to: usize,
): void {
  const wide = columns * SIZE;
  const even = (columns & ~1) * SIZE;
  const whole = (columns & ~3) * SIZE;
  for (let pair = from; pair < to; pair++) {
    const a = values + <usize>load<u32>(first + (pair << 2)) * wide;
    const b = values + <usize>load<u32>(second + (pair << 2)) * wide;
    let sum = f64x2.splat(0);
    let k: usize = 0;
    for (; k < whole; k += 32) {
      const x = f64x2.sub(v128.load(a + k), v128.load(b + k));
      const y = f64x2.sub(v128.load(a + k, 16), v128.load(b + k, 16));
      sum = f64x2.add(sum, f64x2.mul(x, x));
      sum = f64x2.add(sum, f64x2.mul(y, y));
    }
    if (k < even) {
      const x = f64x2.sub(v128.load(a + k), v128.load(b + k));
      sum = f64x2.add(sum, f64x2.mul(x, x));
    }
    let evenSum = f64x2.extract_lane(sum, 0);
    if (even < wide) {
      const x = load<f64>(a + even) - load<f64>(b + even);
      evenSum += x * x;
    }
    store<f64>(distances + (pair << 3), evenSum + f64x2.extract_lane(sum, 1));
  }
}

export function addDistanceGradients(
  values: usize,
  columns: usize,
  first: usize,
  second: usize,
  weights: usize,
  gradient: usize,
  from: usize,
  to: usize,
  stride: usize,
): void {
  const row = stride * SIZE;
  const wide = columns * SIZE;
  const even = (columns & ~1) * SIZE;
  for (let pair = from; pair < to; pair++) {
    const weight = 2 * load<f64>(weights + (pair << 3));
    if (weight == 0) continue;
    const lower = <usize>load<u32>(first + (pair << 2)) * row;
    const higher = <usize>load<u32>(second + (pair << 2)) * row;
    // a row paired with itself differs by nothing
    if (lower == higher) continue;
    const a = values + lower;
    const b = values + higher;
    const up = gradient + lower;
    const down = gradient + higher;
    const factor = f64x2.splat(weight);
    let k: usize = 0;
    for (; k < even; k += 16) {
      const change = f64x2.mul(
        factor,
        f64x2.sub(v128.load(a + k), v128.load(b + k)),
      );
      v128.store(up + k, f64x2.add(v128.load(up + k), change));
      v128.store(down + k, f64x2.sub(v128.load(down + k), change));
    }
    if (even < wide) {
      const change = weight * (load<f64>(a + even) - load<f64>(b + even));
      store<f64>(up + even, load<f64>(up + even) + change);
      store<f64>(down + even, load<f64>(down + even) - change);
    }
  }
}
