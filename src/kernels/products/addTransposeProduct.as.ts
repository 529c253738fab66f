// `product += Aᵀ B`: see addTransposeProduct.ts. Lanes hold neighbouring columns, so every entry is one sum over the
// rows, in order. `left` and `right` may be less than the columns of A and of B: the product is then a part of the
// whole one.

/** Bytes of a number. */
const SIZE: usize = 8;

export function addTransposeProduct(
  a: usize,
  b: usize,
  product: usize,
  left: usize,
  right: usize,
  from: usize,
  to: usize,
  leftStride: usize,
  rightStride: usize,
): void {
  const tall = leftStride * SIZE;
  const wide = rightStride * SIZE;
  const a0 = a + from * tall;
  const b0 = b + from * wide;
  const rows = to - from;
  let i: usize = 0;
  for (; i + 4 <= left; i += 4) {
    const at = a0 + i * SIZE;
    const out = product + i * wide;
    let k: usize = 0;
    for (; k + 4 <= right; k += 4) {
      addTile(at, b0 + k * SIZE, out + k * SIZE, tall, wide, rows);
    }
    for (; k + 2 <= right; k += 2) {
      addNarrowTile(at, b0 + k * SIZE, out + k * SIZE, tall, wide, rows);
    }
    if (k < right) {
      for (let row: usize = 0; row < 4; row++) {
        addColumn(
          at + row * SIZE,
          b0 + k * SIZE,
          out + row * wide + k * SIZE,
          tall,
          wide,
          rows,
        );
      }
    }
  }
  for (; i < left; i++) {
    const at = a0 + i * SIZE;
    const out = product + i * wide;
    let k: usize = 0;
    for (; k + 2 <= right; k += 2) {
      let sum = v128.load(out + k * SIZE);
      let x = at;
      let y = b0 + k * SIZE;
      for (let row: usize = 0; row < rows; row++) {
        sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(x), v128.load(y)));
        x += tall;
        y += wide;
      }
      v128.store(out + k * SIZE, sum);
    }
    if (k < right) {
      addColumn(at, b0 + k * SIZE, out + k * SIZE, tall, wide, rows);
    }
  }
}

// four columns of A and four of B: eight sums share six loads
function addTile(
  a: usize,
  b: usize,
  out: usize,
  tall: usize,
  wide: usize,
  rows: usize,
): void {
  let s00 = v128.load(out);
  let s01 = v128.load(out, 16);
  let s10 = v128.load(out + wide);
  let s11 = v128.load(out + wide, 16);
  let s20 = v128.load(out + 2 * wide);
  let s21 = v128.load(out + 2 * wide, 16);
  let s30 = v128.load(out + 3 * wide);
  let s31 = v128.load(out + 3 * wide, 16);
  let x = a;
  let y = b;
  for (let row: usize = 0; row < rows; row++) {
    const b0 = v128.load(y);
    const b1 = v128.load(y, 16);
    const x0 = v128.load64_splat(x);
    s00 = f64x2.add(s00, f64x2.mul(x0, b0));
    s01 = f64x2.add(s01, f64x2.mul(x0, b1));
    const x1 = v128.load64_splat(x, 8);
    s10 = f64x2.add(s10, f64x2.mul(x1, b0));
    s11 = f64x2.add(s11, f64x2.mul(x1, b1));
    const x2 = v128.load64_splat(x, 16);
    s20 = f64x2.add(s20, f64x2.mul(x2, b0));
    s21 = f64x2.add(s21, f64x2.mul(x2, b1));
    const x3 = v128.load64_splat(x, 24);
    s30 = f64x2.add(s30, f64x2.mul(x3, b0));
    s31 = f64x2.add(s31, f64x2.mul(x3, b1));
    x += tall;
    y += wide;
  }
  v128.store(out, s00);
  v128.store(out, s01, 16);
  v128.store(out + wide, s10);
  v128.store(out + wide, s11, 16);
  v128.store(out + 2 * wide, s20);
  v128.store(out + 2 * wide, s21, 16);
  v128.store(out + 3 * wide, s30);
  v128.store(out + 3 * wide, s31, 16);
}

// four columns of A and two of B
function addNarrowTile(
  a: usize,
  b: usize,
  out: usize,
  tall: usize,
  wide: usize,
  rows: usize,
): void {
  let s0 = v128.load(out);
  let s1 = v128.load(out + wide);
  let s2 = v128.load(out + 2 * wide);
  let s3 = v128.load(out + 3 * wide);
  let x = a;
  let y = b;
  for (let row: usize = 0; row < rows; row++) {
    const b0 = v128.load(y);
    s0 = f64x2.add(s0, f64x2.mul(v128.load64_splat(x), b0));
    s1 = f64x2.add(s1, f64x2.mul(v128.load64_splat(x, 8), b0));
    s2 = f64x2.add(s2, f64x2.mul(v128.load64_splat(x, 16), b0));
    s3 = f64x2.add(s3, f64x2.mul(v128.load64_splat(x, 24), b0));
    x += tall;
    y += wide;
  }
  v128.store(out, s0);
  v128.store(out + wide, s1);
  v128.store(out + 2 * wide, s2);
  v128.store(out + 3 * wide, s3);
}

// one column of A and one of B
function addColumn(
  a: usize,
  b: usize,
  out: usize,
  tall: usize,
  wide: usize,
  rows: usize,
): void {
  let sum = load<f64>(out);
  let x = a;
  let y = b;
  for (let row: usize = 0; row < rows; row++) {
    sum += load<f64>(x) * load<f64>(y);
    x += tall;
    y += wide;
  }
  store<f64>(out, sum);
}
