// `product = A B`: see multiply.ts. Lanes hold neighbouring columns, so every entry is one sum over k, in order.

/** Bytes of a number. */
const SIZE: usize = 8;

export function multiply(
  a: usize,
  b: usize,
  product: usize,
  columns: usize,
  inner: usize,
  from: usize,
  to: usize,
): void {
  const whole = columns & ~3;
  const stride = inner * SIZE;
  const wide = columns * SIZE;
  let row = from;
  for (; row + 4 <= to; row += 4) {
    const a0 = a + row * stride;
    const out = product + row * wide;
    let column: usize = 0;
    for (; column < whole; column += 4) {
      multiplyTile(a0, b + column * SIZE, out + column * SIZE, stride, wide);
    }
    for (; column + 2 <= columns; column += 2) {
      multiplyNarrowTile(
        a0,
        b + column * SIZE,
        out + column * SIZE,
        stride,
        wide,
      );
    }
    if (column < columns) {
      for (let i: usize = 0; i < 4; i++) {
        multiplyColumn(
          a0 + i * stride,
          b + column * SIZE,
          out + i * wide + column * SIZE,
          stride,
          wide,
        );
      }
    }
  }
  for (; row < to; row++) {
    const a0 = a + row * stride;
    const out = product + row * wide;
    let column: usize = 0;
    for (; column + 2 <= columns; column += 2) {
      let sum = f64x2.splat(0);
      let at = b + column * SIZE;
      for (let k = a0; k < a0 + stride; k += SIZE) {
        sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(k), v128.load(at)));
        at += wide;
      }
      v128.store(out + column * SIZE, sum);
    }
    if (column < columns) {
      multiplyColumn(a0, b + column * SIZE, out + column * SIZE, stride, wide);
    }
  }
}

// four rows and four columns: eight sums share six loads
function multiplyTile(
  a0: usize,
  b: usize,
  out: usize,
  stride: usize,
  wide: usize,
): void {
  const a1 = a0 + stride;
  const a2 = a1 + stride;
  const a3 = a2 + stride;
  let s00 = f64x2.splat(0);
  let s01 = f64x2.splat(0);
  let s10 = f64x2.splat(0);
  let s11 = f64x2.splat(0);
  let s20 = f64x2.splat(0);
  let s21 = f64x2.splat(0);
  let s30 = f64x2.splat(0);
  let s31 = f64x2.splat(0);
  let at = b;
  for (let k: usize = 0; k < stride; k += SIZE) {
    const b0 = v128.load(at);
    const b1 = v128.load(at, 16);
    const x0 = v128.load64_splat(a0 + k);
    s00 = f64x2.add(s00, f64x2.mul(x0, b0));
    s01 = f64x2.add(s01, f64x2.mul(x0, b1));
    const x1 = v128.load64_splat(a1 + k);
    s10 = f64x2.add(s10, f64x2.mul(x1, b0));
    s11 = f64x2.add(s11, f64x2.mul(x1, b1));
    const x2 = v128.load64_splat(a2 + k);
    s20 = f64x2.add(s20, f64x2.mul(x2, b0));
    s21 = f64x2.add(s21, f64x2.mul(x2, b1));
    const x3 = v128.load64_splat(a3 + k);
    s30 = f64x2.add(s30, f64x2.mul(x3, b0));
    s31 = f64x2.add(s31, f64x2.mul(x3, b1));
    at += wide;
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

// four rows and two columns
function multiplyNarrowTile(
  a0: usize,
  b: usize,
  out: usize,
  stride: usize,
  wide: usize,
): void {
  const a1 = a0 + stride;
  const a2 = a1 + stride;
  const a3 = a2 + stride;
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  let at = b;
  for (let k: usize = 0; k < stride; k += SIZE) {
    const b0 = v128.load(at);
    s0 = f64x2.add(s0, f64x2.mul(v128.load64_splat(a0 + k), b0));
    s1 = f64x2.add(s1, f64x2.mul(v128.load64_splat(a1 + k), b0));
    s2 = f64x2.add(s2, f64x2.mul(v128.load64_splat(a2 + k), b0));
    s3 = f64x2.add(s3, f64x2.mul(v128.load64_splat(a3 + k), b0));
    at += wide;
  }
  v128.store(out, s0);
  v128.store(out + wide, s1);
  v128.store(out + 2 * wide, s2);
  v128.store(out + 3 * wide, s3);
}

// one row and one column
function multiplyColumn(
  a: usize,
  b: usize,
  out: usize,
  stride: usize,
  wide: usize,
): void {
  let sum: f64 = 0;
  let at = b;
  for (let k: usize = 0; k < stride; k += SIZE) {
    sum += load<f64>(a + k) * load<f64>(at);
    at += wide;
  }
  store<f64>(out, sum);
}
