// Gradients of distances of listed pairs: see euclideanNorm.ts. Every column is added by itself, so that lanes hold
// neighbouring ones, and `columns` may be a part of the `stride` that a row has. In a run of pairs of one first row, what is
// added to that row stays in registers, eight columns at a time, while the second rows take their share.

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
    let end = pair + 1;
    while (end < to && load<u32>(first + (end << 2)) == lower) end++;
    const offset = <usize>lower * row;
    let k: usize = 0;
    for (; k + 64 <= wide; k += 64) {
      addEight(
        values + k,
        gradient + k,
        offset,
        second,
        weights,
        pair,
        end,
        row,
      );
    }
    for (; k + 32 <= wide; k += 32) {
      addFour(
        values + k,
        gradient + k,
        offset,
        second,
        weights,
        pair,
        end,
        row,
      );
    }
    for (; k + 16 <= wide; k += 16) {
      addTwo(values + k, gradient + k, offset, second, weights, pair, end, row);
    }
    if (k < wide) {
      addOne(values + k, gradient + k, offset, second, weights, pair, end, row);
    }
    pair = end;
  }
}

function addEight(
  values: usize,
  gradient: usize,
  lower: usize,
  second: usize,
  weights: usize,
  from: usize,
  to: usize,
  row: usize,
): void {
  const a = values + lower;
  const up = gradient + lower;
  const a0 = v128.load(a);
  const a1 = v128.load(a, 16);
  const a2 = v128.load(a, 32);
  const a3 = v128.load(a, 48);
  let up0 = v128.load(up);
  let up1 = v128.load(up, 16);
  let up2 = v128.load(up, 32);
  let up3 = v128.load(up, 48);
  for (let pair = from; pair < to; pair++) {
    const weight = 2 * load<f64>(weights + (pair << 3));
    const higher = <usize>load<u32>(second + (pair << 2)) * row;
    if (weight == 0) continue;
    // a row paired with itself differs by nothing
    if (lower == higher) continue;
    const b = values + higher;
    const down = gradient + higher;
    const factor = f64x2.splat(weight);
    const change0 = f64x2.mul(factor, f64x2.sub(a0, v128.load(b)));
    up0 = f64x2.add(up0, change0);
    v128.store(down, f64x2.sub(v128.load(down), change0));
    const change1 = f64x2.mul(factor, f64x2.sub(a1, v128.load(b, 16)));
    up1 = f64x2.add(up1, change1);
    v128.store(down, f64x2.sub(v128.load(down, 16), change1), 16);
    const change2 = f64x2.mul(factor, f64x2.sub(a2, v128.load(b, 32)));
    up2 = f64x2.add(up2, change2);
    v128.store(down, f64x2.sub(v128.load(down, 32), change2), 32);
    const change3 = f64x2.mul(factor, f64x2.sub(a3, v128.load(b, 48)));
    up3 = f64x2.add(up3, change3);
    v128.store(down, f64x2.sub(v128.load(down, 48), change3), 48);
  }
  v128.store(up, up0);
  v128.store(up, up1, 16);
  v128.store(up, up2, 32);
  v128.store(up, up3, 48);
}

function addFour(
  values: usize,
  gradient: usize,
  lower: usize,
  second: usize,
  weights: usize,
  from: usize,
  to: usize,
  row: usize,
): void {
  const a = values + lower;
  const up = gradient + lower;
  const a0 = v128.load(a);
  const a1 = v128.load(a, 16);
  let up0 = v128.load(up);
  let up1 = v128.load(up, 16);
  for (let pair = from; pair < to; pair++) {
    const weight = 2 * load<f64>(weights + (pair << 3));
    const higher = <usize>load<u32>(second + (pair << 2)) * row;
    if (weight == 0 || lower == higher) continue;
    const b = values + higher;
    const down = gradient + higher;
    const factor = f64x2.splat(weight);
    const change0 = f64x2.mul(factor, f64x2.sub(a0, v128.load(b)));
    up0 = f64x2.add(up0, change0);
    v128.store(down, f64x2.sub(v128.load(down), change0));
    const change1 = f64x2.mul(factor, f64x2.sub(a1, v128.load(b, 16)));
    up1 = f64x2.add(up1, change1);
    v128.store(down, f64x2.sub(v128.load(down, 16), change1), 16);
  }
  v128.store(up, up0);
  v128.store(up, up1, 16);
}

function addTwo(
  values: usize,
  gradient: usize,
  lower: usize,
  second: usize,
  weights: usize,
  from: usize,
  to: usize,
  row: usize,
): void {
  const a = v128.load(values + lower);
  let up = v128.load(gradient + lower);
  for (let pair = from; pair < to; pair++) {
    const weight = 2 * load<f64>(weights + (pair << 3));
    const higher = <usize>load<u32>(second + (pair << 2)) * row;
    if (weight == 0 || lower == higher) continue;
    const down = gradient + higher;
    const change = f64x2.mul(
      f64x2.splat(weight),
      f64x2.sub(a, v128.load(values + higher)),
    );
    up = f64x2.add(up, change);
    v128.store(down, f64x2.sub(v128.load(down), change));
  }
  v128.store(gradient + lower, up);
}

function addOne(
  values: usize,
  gradient: usize,
  lower: usize,
  second: usize,
  weights: usize,
  from: usize,
  to: usize,
  row: usize,
): void {
  const a = load<f64>(values + lower);
  let up = load<f64>(gradient + lower);
  for (let pair = from; pair < to; pair++) {
    const weight = 2 * load<f64>(weights + (pair << 3));
    const higher = <usize>load<u32>(second + (pair << 2)) * row;
    if (weight == 0 || lower == higher) continue;
    const down = gradient + higher;
    const change = weight * (a - load<f64>(values + higher));
    up += change;
    store<f64>(down, load<f64>(down) - change);
  }
  store<f64>(gradient + lower, up);
}
