// Distances of listed pairs: see euclideanNorm.ts. Two lanes hold the even and the odd columns.

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
  let pair = from;
  while (pair < to) {
    const lower = load<u32>(first + (pair << 2));
    const a = values + <usize>lower * wide;
    // four independent sums that share the first row
    while (pair + 4 <= to && hasRun(first + (pair << 2), lower)) {
      const ends = second + (pair << 2);
      const b0 = values + <usize>load<u32>(ends) * wide;
      const b1 = values + <usize>load<u32>(ends, 4) * wide;
      const b2 = values + <usize>load<u32>(ends, 8) * wide;
      const b3 = values + <usize>load<u32>(ends, 12) * wide;
      let sum0 = f64x2.splat(0);
      let sum1 = f64x2.splat(0);
      let sum2 = f64x2.splat(0);
      let sum3 = f64x2.splat(0);
      for (let k: usize = 0; k < even; k += 16) {
        const x = v128.load(a + k);
        const y0 = f64x2.sub(x, v128.load(b0 + k));
        const y1 = f64x2.sub(x, v128.load(b1 + k));
        const y2 = f64x2.sub(x, v128.load(b2 + k));
        const y3 = f64x2.sub(x, v128.load(b3 + k));
        sum0 = f64x2.add(sum0, f64x2.mul(y0, y0));
        sum1 = f64x2.add(sum1, f64x2.mul(y1, y1));
        sum2 = f64x2.add(sum2, f64x2.mul(y2, y2));
        sum3 = f64x2.add(sum3, f64x2.mul(y3, y3));
      }
      const out = distances + (pair << 3);
      storeSums(out, sum0, sum1, a, b0, b1, even, wide);
      storeSums(out + 16, sum2, sum3, a, b2, b3, even, wide);
      pair += 4;
    }
    if (pair == to) return;
    if (load<u32>(first + (pair << 2)) != lower) continue;
    const b = values + <usize>load<u32>(second + (pair << 2)) * wide;
    let sum = f64x2.splat(0);
    for (let k: usize = 0; k < even; k += 16) {
      const x = f64x2.sub(v128.load(a + k), v128.load(b + k));
      sum = f64x2.add(sum, f64x2.mul(x, x));
    }
    let evenSum = f64x2.extract_lane(sum, 0);
    if (even < wide) {
      const x = load<f64>(a + even) - load<f64>(b + even);
      evenSum += x * x;
    }
    store<f64>(distances + (pair << 3), evenSum + f64x2.extract_lane(sum, 1));
    pair++;
  }
}

// whether four pairs have the same first row
function hasRun(first: usize, row: u32): bool {
  return (
    load<u32>(first) == row &&
    load<u32>(first, 4) == row &&
    load<u32>(first, 8) == row &&
    load<u32>(first, 12) == row
  );
}

// of two pairs: the even sums, with the last column if their number is odd, then the odd sums
function storeSums(
  out: usize,
  sum0: v128,
  sum1: v128,
  a: usize,
  b0: usize,
  b1: usize,
  even: usize,
  wide: usize,
): void {
  let evens = v128.shuffle<f64>(sum0, sum1, 0, 2);
  const odds = v128.shuffle<f64>(sum0, sum1, 1, 3);
  if (even < wide) {
    const ends = v128.load64_lane(b1 + even, v128.load64_zero(b0 + even), 1);
    const x = f64x2.sub(v128.load64_splat(a + even), ends);
    evens = f64x2.add(evens, f64x2.mul(x, x));
  }
  v128.store(out, f64x2.add(evens, odds));
}
