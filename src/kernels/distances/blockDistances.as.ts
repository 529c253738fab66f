// Squared distances between two runs of rows: see blockDistances.ts. Lanes hold neighbouring rows of the second run, so
// that every distance is one sum over the columns, in order. Numbers beyond the width are read but not used.

/** Bytes of a number. */
const SIZE: usize = 8;
/** Bytes of a column of four packed rows. */
const STEP: usize = 32;

export function packRows(
  values: usize,
  columns: usize,
  left: usize,
  width: usize,
  packed: usize,
): void {
  const rows = values + left * columns * SIZE;
  for (let j: usize = 0; j < width; j++) {
    let from = rows + j * columns * SIZE;
    let to = packed + ((j & ~3) * columns + (j & 3)) * SIZE;
    for (let k: usize = 0; k < columns; k++) {
      store<f64>(to, load<f64>(from));
      from += SIZE;
      to += STEP;
    }
  }
}

export function blockDistances(
  values: usize,
  columns: usize,
  top: usize,
  height: usize,
  packed: usize,
  width: usize,
  distances: usize,
  stride: usize,
): void {
  const long = columns * SIZE;
  const wide = stride * SIZE;
  let i: usize = 0;
  for (; i + 2 <= height; i += 2) {
    const a = values + (top + i) * long;
    const out = distances + i * wide;
    for (let j: usize = 0; j < width; j += 4) {
      measureTile(a, long, packed + j * long, out, wide, width, j);
    }
  }
  if (i < height) {
    const a = values + (top + i) * long;
    const out = distances + i * wide;
    for (let j: usize = 0; j < width; j += 4) {
      measureRow(a, long, packed + j * long, out, width, j);
    }
  }
}

// two rows and four: four sums of two lanes each
function measureTile(
  a: usize,
  stride: usize,
  b: usize,
  out: usize,
  wide: usize,
  width: usize,
  j: usize,
): void {
  let s00 = f64x2.splat(0);
  let s01 = f64x2.splat(0);
  let s10 = f64x2.splat(0);
  let s11 = f64x2.splat(0);
  let at = b;
  const end = a + stride;
  for (let k = a; k < end; k += SIZE) {
    const b0 = v128.load(at);
    const b1 = v128.load(at, 16);
    const x0 = v128.load64_splat(k);
    const x1 = v128.load64_splat(k + stride);
    const d00 = f64x2.sub(x0, b0);
    const d01 = f64x2.sub(x0, b1);
    const d10 = f64x2.sub(x1, b0);
    const d11 = f64x2.sub(x1, b1);
    s00 = f64x2.add(s00, f64x2.mul(d00, d00));
    s01 = f64x2.add(s01, f64x2.mul(d01, d01));
    s10 = f64x2.add(s10, f64x2.mul(d10, d10));
    s11 = f64x2.add(s11, f64x2.mul(d11, d11));
    at += STEP;
  }
  const place = out + j * SIZE;
  const rest = (width - j) * SIZE;
  storeUpTo(place, rest, s00, s01);
  storeUpTo(place + wide, rest, s10, s11);
}

function measureRow(
  a: usize,
  stride: usize,
  b: usize,
  out: usize,
  width: usize,
  j: usize,
): void {
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let at = b;
  const end = a + stride;
  for (let k = a; k < end; k += SIZE) {
    const x = v128.load64_splat(k);
    const d0 = f64x2.sub(x, v128.load(at));
    const d1 = f64x2.sub(x, v128.load(at, 16));
    s0 = f64x2.add(s0, f64x2.mul(d0, d0));
    s1 = f64x2.add(s1, f64x2.mul(d1, d1));
    at += STEP;
  }
  storeUpTo(out + j * SIZE, (width - j) * SIZE, s0, s1);
}

function storeUpTo(place: usize, rest: usize, low: v128, high: v128): void {
  if (rest >= 32) {
    v128.store(place, low);
    v128.store(place, high, 16);
    return;
  }
  store<f64>(place, f64x2.extract_lane(low, 0));
  if (rest > 8) store<f64>(place, f64x2.extract_lane(low, 1), 8);
  if (rest > 16) store<f64>(place, f64x2.extract_lane(high, 0), 16);
}
