// Squared distances of listed pairs, summed over the columns in order, with the same bits as blockDistances.as.ts.

/** Bytes of a number. */
const SIZE: usize = 8;

// four at a time, since each addition waits for the previous one of its sum
export function measureInOrder(
  values: usize,
  columns: usize,
  rows: usize,
  others: usize,
  distances: usize,
  from: usize,
  to: usize,
): void {
  const long = columns * SIZE;
  for (let at = from; at < to; at += 4) {
    // fewer than four are left: the last one is repeated
    const last = to - 1;
    const at1 = min(at + 1, last);
    const at2 = min(at + 2, last);
    const at3 = min(at + 3, last);
    const a0 = values + <usize>load<u32>(rows + (at << 2)) * long;
    const a1 = values + <usize>load<u32>(rows + (at1 << 2)) * long;
    const a2 = values + <usize>load<u32>(rows + (at2 << 2)) * long;
    const a3 = values + <usize>load<u32>(rows + (at3 << 2)) * long;
    const b0 = values + <usize>load<u32>(others + (at << 2)) * long;
    const b1 = values + <usize>load<u32>(others + (at1 << 2)) * long;
    const b2 = values + <usize>load<u32>(others + (at2 << 2)) * long;
    const b3 = values + <usize>load<u32>(others + (at3 << 2)) * long;
    let s0: f64 = 0;
    let s1: f64 = 0;
    let s2: f64 = 0;
    let s3: f64 = 0;
    for (let k: usize = 0; k < long; k += SIZE) {
      const d0 = load<f64>(a0 + k) - load<f64>(b0 + k);
      const d1 = load<f64>(a1 + k) - load<f64>(b1 + k);
      const d2 = load<f64>(a2 + k) - load<f64>(b2 + k);
      const d3 = load<f64>(a3 + k) - load<f64>(b3 + k);
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    store<f64>(distances + at * SIZE, s0);
    store<f64>(distances + at1 * SIZE, s1);
    store<f64>(distances + at2 * SIZE, s2);
    store<f64>(distances + at3 * SIZE, s3);
  }
}
