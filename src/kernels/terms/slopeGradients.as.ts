// Gradients of all pairs, gathered by row: see slopeGradients.ts. Lanes hold neighbouring columns, so that every entry is
// one sum over the other rows, in order.

/** Bytes of a number. */
const SIZE: usize = 8;
/** Rows whose pairs are listed together, as in slopeGradients.ts, which gives them memory. */
const TOGETHER: usize = 8;

export function addSlopeGradients(
  points: usize,
  rows: usize,
  columns: usize,
  slopes: usize,
  stride: usize,
  gradient: usize,
  top: usize,
  height: usize,
  kept: usize,
  weights: usize,
): void {
  // the last place of each list is its length
  const long = rows + 1;
  const end = top + height;
  for (let first = top; first < end; first += TOGETHER) {
    const count = min(TOGETHER, end - first);
    for (let i: usize = 0; i < count; i += 2) {
      const list = kept + ((i * long) << 2);
      const values = weights + i * long * SIZE;
      if (i + 1 < count) {
        listTwoRows(slopes, stride * SIZE, first + i, rows, list, values);
      } else {
        listRow(slopes, stride * SIZE, first + i, 0, rows, 0, list, values);
      }
    }
    for (let i: usize = 0; i < count; i++) {
      const list = kept + ((i * long) << 2);
      const values = weights + i * long * SIZE;
      const listed = <usize>load<u32>(list + (rows << 2));
      const own = (first + i) * columns * SIZE;
      gather(points, columns, own, list, values, listed, gradient + own);
    }
  }
}

// lists the sums s_ij + s_ji that are not 0, from j on, after those that are listed already
function listRow(
  slopes: usize,
  wide: usize,
  row: usize,
  from: usize,
  rows: usize,
  listed: usize,
  kept: usize,
  weights: usize,
): void {
  for (let j = from; j < rows; j++) {
    const slope =
      load<f64>(slopes + row * wide + j * SIZE) +
      load<f64>(slopes + j * wide + row * SIZE);
    store<u32>(kept + (listed << 2), <u32>j);
    store<f64>(weights + (listed << 3), slope);
    listed += usize(slope != 0);
  }
  store<u32>(kept + (rows << 2), <u32>listed);
}

// of a row and the next one, whose lists are adjacent: two sums at a time, most of which are often 0
function listTwoRows(
  slopes: usize,
  wide: usize,
  row: usize,
  rows: usize,
  kept: usize,
  weights: usize,
): void {
  const zero = f64x2.splat(0);
  const upper = slopes + row * wide;
  const lower = upper + wide;
  const nextKept = kept + ((rows + 1) << 2);
  const nextWeights = weights + (rows + 1) * SIZE;
  let others = slopes + row * SIZE;
  let listed: usize = 0;
  let nextListed: usize = 0;
  let j: usize = 0;
  for (; j + 2 <= rows; j += 2) {
    const even = v128.load(others);
    const odd = v128.load(others + wide);
    others += 2 * wide;
    const sums = f64x2.add(
      v128.load(upper + j * SIZE),
      v128.shuffle<f64>(even, odd, 0, 2),
    );
    const nextSums = f64x2.add(
      v128.load(lower + j * SIZE),
      v128.shuffle<f64>(even, odd, 1, 3),
    );
    if (v128.any_true(f64x2.ne(sums, zero))) {
      listed = append(sums, j, listed, kept, weights);
    }
    if (v128.any_true(f64x2.ne(nextSums, zero))) {
      nextListed = append(nextSums, j, nextListed, nextKept, nextWeights);
    }
  }
  listRow(slopes, wide, row, j, rows, listed, kept, weights);
  listRow(slopes, wide, row + 1, j, rows, nextListed, nextKept, nextWeights);
}

function append(
  sums: v128,
  j: usize,
  listed: usize,
  kept: usize,
  weights: usize,
): usize {
  const first = f64x2.extract_lane(sums, 0);
  store<u32>(kept + (listed << 2), <u32>j);
  store<f64>(weights + (listed << 3), first);
  listed += usize(first != 0);
  const second = f64x2.extract_lane(sums, 1);
  store<u32>(kept + (listed << 2), <u32>j + 1);
  store<f64>(weights + (listed << 3), second);
  return listed + usize(second != 0);
}

// eight columns at a time, then two, then one
function gather(
  points: usize,
  columns: usize,
  own: usize,
  kept: usize,
  weights: usize,
  count: usize,
  gradient: usize,
): void {
  const wide = columns * SIZE;
  const a = points + own;
  let k: usize = 0;
  for (; k + 64 <= wide; k += 64) {
    const x0 = v128.load(a + k);
    const x1 = v128.load(a + k, 16);
    const x2 = v128.load(a + k, 32);
    const x3 = v128.load(a + k, 48);
    let s0 = f64x2.splat(0);
    let s1 = f64x2.splat(0);
    let s2 = f64x2.splat(0);
    let s3 = f64x2.splat(0);
    for (let at: usize = 0; at < count; at++) {
      const b = points + <usize>load<u32>(kept + (at << 2)) * wide + k;
      const slope = v128.load64_splat(weights + (at << 3));
      s0 = f64x2.add(s0, f64x2.mul(slope, f64x2.sub(x0, v128.load(b))));
      s1 = f64x2.add(s1, f64x2.mul(slope, f64x2.sub(x1, v128.load(b, 16))));
      s2 = f64x2.add(s2, f64x2.mul(slope, f64x2.sub(x2, v128.load(b, 32))));
      s3 = f64x2.add(s3, f64x2.mul(slope, f64x2.sub(x3, v128.load(b, 48))));
    }
    const to = gradient + k;
    v128.store(to, f64x2.add(v128.load(to), s0));
    v128.store(to, f64x2.add(v128.load(to, 16), s1), 16);
    v128.store(to, f64x2.add(v128.load(to, 32), s2), 32);
    v128.store(to, f64x2.add(v128.load(to, 48), s3), 48);
  }
  for (; k + 16 <= wide; k += 16) {
    const x = v128.load(a + k);
    let sum = f64x2.splat(0);
    for (let at: usize = 0; at < count; at++) {
      const b = points + <usize>load<u32>(kept + (at << 2)) * wide + k;
      const slope = v128.load64_splat(weights + (at << 3));
      sum = f64x2.add(sum, f64x2.mul(slope, f64x2.sub(x, v128.load(b))));
    }
    v128.store(gradient + k, f64x2.add(v128.load(gradient + k), sum));
  }
  if (k < wide) {
    const x = load<f64>(a + k);
    let sum: f64 = 0;
    for (let at: usize = 0; at < count; at++) {
      const b = points + <usize>load<u32>(kept + (at << 2)) * wide + k;
      sum += load<f64>(weights + (at << 3)) * (x - load<f64>(b));
    }
    store<f64>(gradient + k, load<f64>(gradient + k) + sum);
  }
}
