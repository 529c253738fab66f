// Gradients of distances of listed pairs: see euclideanNorm.ts. Every column is summed separately, so lanes hold
// neighbouring columns, and `columns` may be a part of the `stride` of a row. In a run of pairs with the same first
// row, the gradient of that row stays in registers, eight columns at a time, while those of the second rows are
// updated. Zero weights are unpredictable: pairs with other weights are set bits, so that no branch depends on them.

/** Bytes of a number. */
const SIZE: usize = 8;

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
  let pair = from;
  while (pair < to) {
    const lower = load<u32>(first + (pair << 2));
    const ends = second + (pair << 2);
    const factors = weights + (pair << 3);
    const most = min<usize>(to - pair, 64);
    // the pairs of the run with a weight, one bit each
    let open: u64 = 0;
    let at: usize = 0;
    for (; at < most; at++) {
      if (load<u32>(first + ((pair + at) << 2)) != lower) break;
      // the difference of a row and itself is zero
      const counts =
        u64(load<f64>(factors + (at << 3)) != 0) &
        u64(load<u32>(ends + (at << 2)) != lower);
      open |= counts << at;
    }
    pair += at;
    if (open == 0) continue;
    const a = values + <usize>lower * row;
    const up = gradient + <usize>lower * row;
    let k: usize = 0;
    for (; k + 64 <= wide; k += 64) {
      addEight(
        a + k,
        up + k,
        values + k,
        gradient + k,
        ends,
        factors,
        open,
        row,
      );
    }
    if (k + 32 <= wide) {
      addFour(
        a + k,
        up + k,
        values + k,
        gradient + k,
        ends,
        factors,
        open,
        row,
      );
      k += 32;
    }
    if (k + 16 <= wide) {
      addTwo(a + k, up + k, values + k, gradient + k, ends, factors, open, row);
      k += 16;
    }
    if (k < wide) {
      addOne(a + k, up + k, values + k, gradient + k, ends, factors, open, row);
    }
  }
}

function addEight(
  a: usize,
  up: usize,
  values: usize,
  gradient: usize,
  ends: usize,
  factors: usize,
  open: u64,
  row: usize,
): void {
  const a0 = v128.load(a);
  const a1 = v128.load(a, 16);
  const a2 = v128.load(a, 32);
  const a3 = v128.load(a, 48);
  let up0 = v128.load(up);
  let up1 = v128.load(up, 16);
  let up2 = v128.load(up, 32);
  let up3 = v128.load(up, 48);
  for (; open != 0; open &= open - 1) {
    const at = <usize>ctz(open);
    const weight = 2 * load<f64>(factors + (at << 3));
    const higher = <usize>load<u32>(ends + (at << 2)) * row;
    const b = values + higher;
    const down = gradient + higher;
    const factor = f64x2.splat(weight);
    up0 = f64x2.add(up0, push(factor, a0, b, down));
    up1 = f64x2.add(up1, push(factor, a1, b + 16, down + 16));
    up2 = f64x2.add(up2, push(factor, a2, b + 32, down + 32));
    up3 = f64x2.add(up3, push(factor, a3, b + 48, down + 48));
  }
  v128.store(up, up0);
  v128.store(up, up1, 16);
  v128.store(up, up2, 32);
  v128.store(up, up3, 48);
}

function addFour(
  a: usize,
  up: usize,
  values: usize,
  gradient: usize,
  ends: usize,
  factors: usize,
  open: u64,
  row: usize,
): void {
  const a0 = v128.load(a);
  const a1 = v128.load(a, 16);
  let up0 = v128.load(up);
  let up1 = v128.load(up, 16);
  for (; open != 0; open &= open - 1) {
    const at = <usize>ctz(open);
    const weight = 2 * load<f64>(factors + (at << 3));
    const higher = <usize>load<u32>(ends + (at << 2)) * row;
    const b = values + higher;
    const down = gradient + higher;
    const factor = f64x2.splat(weight);
    up0 = f64x2.add(up0, push(factor, a0, b, down));
    up1 = f64x2.add(up1, push(factor, a1, b + 16, down + 16));
  }
  v128.store(up, up0);
  v128.store(up, up1, 16);
}

function addTwo(
  a: usize,
  up: usize,
  values: usize,
  gradient: usize,
  ends: usize,
  factors: usize,
  open: u64,
  row: usize,
): void {
  const a0 = v128.load(a);
  let up0 = v128.load(up);
  for (; open != 0; open &= open - 1) {
    const at = <usize>ctz(open);
    const weight = 2 * load<f64>(factors + (at << 3));
    const higher = <usize>load<u32>(ends + (at << 2)) * row;
    const down = gradient + higher;
    const factor = f64x2.splat(weight);
    up0 = f64x2.add(up0, push(factor, a0, values + higher, down));
  }
  v128.store(up, up0);
}

// adds to the gradient of a second row, and returns the term of the first
function push(factor: v128, a: v128, b: usize, down: usize): v128 {
  const change = f64x2.mul(factor, f64x2.sub(a, v128.load(b)));
  v128.store(down, f64x2.sub(v128.load(down), change));
  return change;
}

function addOne(
  a: usize,
  up: usize,
  values: usize,
  gradient: usize,
  ends: usize,
  factors: usize,
  open: u64,
  row: usize,
): void {
  const a0 = load<f64>(a);
  let up0 = load<f64>(up);
  for (; open != 0; open &= open - 1) {
    const at = <usize>ctz(open);
    const weight = 2 * load<f64>(factors + (at << 3));
    const higher = <usize>load<u32>(ends + (at << 2)) * row;
    const down = gradient + higher;
    const change = weight * (a0 - load<f64>(values + higher));
    up0 += change;
    store<f64>(down, load<f64>(down) - change);
  }
  store<f64>(up, up0);
}
