// Gradients of slopes of pairs, four rows at a time: see slopeGradients.ts. Every entry is one sum over the other rows,
// in order; other rows whose four slopes are 0 are left out.

/** Bytes of a number. */
const SIZE: usize = 8;
/** Rows at a time, as in slopeGradients.ts. */
export const TOGETHER: usize = 4;

export function addSlopeGradients(
  points: usize,
  rows: usize,
  columns: usize,
  quads: usize,
  slopes: usize,
  stride: usize,
  gradient: usize,
  top: usize,
  height: usize,
  kept: usize,
  weights: usize,
): void {
  const end = top + height;
  for (let row = top; row < end; row += TOGETHER) {
    // fewer than four rows: the last one is listed again, but not added to
    const row1 = min(row + 1, end - 1);
    const row2 = min(row + 2, end - 1);
    const row3 = min(row + 3, end - 1);
    const wide = stride * SIZE;
    let listed: usize = 0;
    let others = slopes + row * SIZE;
    let at = slopes;
    for (let j: usize = 0; j < rows; j += 2) {
      const s0 = v128.load(at + row * wide);
      const s1 = v128.load(at + row1 * wide);
      const s2 = v128.load(at + row2 * wide);
      const s3 = v128.load(at + row3 * wide);
      listed = append(
        kept,
        weights,
        listed,
        j,
        f64x2.add(v128.shuffle<f64>(s0, s1, 0, 2), v128.load(others)),
        f64x2.add(v128.shuffle<f64>(s2, s3, 0, 2), v128.load(others, 16)),
      );
      if (j + 1 == rows) break;
      others += wide;
      listed = append(
        kept,
        weights,
        listed,
        j + 1,
        f64x2.add(v128.shuffle<f64>(s0, s1, 1, 3), v128.load(others)),
        f64x2.add(v128.shuffle<f64>(s2, s3, 1, 3), v128.load(others, 16)),
      );
      others += wide;
      at += 2 * SIZE;
    }
    addDifferences(
      points,
      rows,
      columns,
      quads,
      row,
      row1,
      row2,
      row3,
      min(TOGETHER, end - row),
      kept,
      weights,
      listed,
      gradient,
    );
  }
}

// lists a row with its four slopes, unless all are 0; returns the new length of the list
export function append(
  kept: usize,
  weights: usize,
  listed: usize,
  row: usize,
  s01: v128,
  s23: v128,
): usize {
  if (!v128.any_true(v128.or(s01, s23))) return listed;
  const place = weights + listed * TOGETHER * SIZE;
  store<u32>(kept + (listed << 2), <u32>row);
  v128.store(place, s01);
  v128.store(place, s23, 16);
  return listed + 1;
}

// adds Σ_j s_j (x − x_j) over the listed rows j to each of the first `count` of four rows x; four columns at a time
export function addDifferences(
  points: usize,
  rows: usize,
  columns: usize,
  quads: usize,
  row0: usize,
  row1: usize,
  row2: usize,
  row3: usize,
  count: usize,
  kept: usize,
  weights: usize,
  listed: usize,
  gradient: usize,
): void {
  if (listed == 0) return;
  let t01 = f64x2.splat(0);
  let t23 = f64x2.splat(0);
  let slope = weights;
  for (let at: usize = 0; at < listed; at++) {
    t01 = f64x2.add(t01, v128.load(slope));
    t23 = f64x2.add(t23, v128.load(slope, 16));
    slope += TOGETHER * SIZE;
  }
  const t0 = v128.shuffle<f64>(t01, t01, 0, 0);
  const t1 = v128.shuffle<f64>(t01, t01, 1, 1);
  const t2 = v128.shuffle<f64>(t23, t23, 0, 0);
  const t3 = v128.shuffle<f64>(t23, t23, 1, 1);
  let quad = quads;
  for (let k: usize = 0; k < columns; k += 4) {
    let s00 = f64x2.splat(0);
    let s01 = f64x2.splat(0);
    let s10 = f64x2.splat(0);
    let s11 = f64x2.splat(0);
    let s20 = f64x2.splat(0);
    let s21 = f64x2.splat(0);
    let s30 = f64x2.splat(0);
    let s31 = f64x2.splat(0);
    slope = weights;
    for (let at: usize = 0; at < listed; at++) {
      const b = quad + ((<usize>load<u32>(kept + (at << 2))) << 5);
      const b0 = v128.load(b);
      const b1 = v128.load(b, 16);
      const w0 = v128.load64_splat(slope);
      s00 = f64x2.add(s00, f64x2.mul(w0, b0));
      s01 = f64x2.add(s01, f64x2.mul(w0, b1));
      const w1 = v128.load64_splat(slope, 8);
      s10 = f64x2.add(s10, f64x2.mul(w1, b0));
      s11 = f64x2.add(s11, f64x2.mul(w1, b1));
      const w2 = v128.load64_splat(slope, 16);
      s20 = f64x2.add(s20, f64x2.mul(w2, b0));
      s21 = f64x2.add(s21, f64x2.mul(w2, b1));
      const w3 = v128.load64_splat(slope, 24);
      s30 = f64x2.add(s30, f64x2.mul(w3, b0));
      s31 = f64x2.add(s31, f64x2.mul(w3, b1));
      slope += TOGETHER * SIZE;
    }
    quad += rows << 5;
    const rest = columns - k;
    addRest(points, gradient, row0 * columns + k, rest, t0, s00, s01);
    if (count < 2) continue;
    addRest(points, gradient, row1 * columns + k, rest, t1, s10, s11);
    if (count < 3) continue;
    addRest(points, gradient, row2 * columns + k, rest, t2, s20, s21);
    if (count < 4) continue;
    addRest(points, gradient, row3 * columns + k, rest, t3, s30, s31);
  }
}

// x Σ s − Σ s x_j in up to four columns
function addRest(
  points: usize,
  gradient: usize,
  at: usize,
  columns: usize,
  total: v128,
  s0: v128,
  s1: v128,
): void {
  const x = points + at * SIZE;
  const g = gradient + at * SIZE;
  if (columns >= 4) {
    add2(x, g, total, s0);
    add2(x + 16, g + 16, total, s1);
    return;
  }
  if (columns >= 2) {
    add2(x, g, total, s0);
    if (columns == 3) add1(x + 16, g + 16, total, s1);
  } else {
    add1(x, g, total, s0);
  }
}

function add2(x: usize, gradient: usize, total: v128, sum: v128): void {
  const change = f64x2.sub(f64x2.mul(v128.load(x), total), sum);
  v128.store(gradient, f64x2.add(v128.load(gradient), change));
}

function add1(x: usize, gradient: usize, total: v128, sum: v128): void {
  const change =
    load<f64>(x) * f64x2.extract_lane(total, 0) - f64x2.extract_lane(sum, 0);
  store<f64>(gradient, load<f64>(gradient) + change);
}
