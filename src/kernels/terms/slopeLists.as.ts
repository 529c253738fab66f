// Lists of other rows with their slopes, for up to 32 rows, four rows a list. When lists are full, their products are
// added to sums, a quad of columns at a time: the other rows' part of a quad, 32 kB at most, stays in a cache while all
// lists use it, and the memory does not grow with the rows. Every entry is one sum over the other rows, in order.

/** Bytes of a number. */
const SIZE: usize = 8;
/** Rows that share a list. */
export const TOGETHER: usize = 4;
/** Rows with lists at once, as in slopeGradients.ts. */
export const ROWS: usize = 32;
/** Other rows in a list, as in slopeGradients.ts. */
const CAPACITY: usize = 1024;
/** Other rows that are listed between two looks at the room that is left. */
export const BLOCK: usize = 512;
/** Bytes of an entry: four slopes, and the bytes before the other row in a quad. */
const ENTRY: usize = 40;
/** Bytes after a list: for an entry that is not kept, and so that lists do not begin in the same set of a cache. */
const GAP: usize = 512;
const LIST: usize = CAPACITY * ENTRY + GAP;
/** All lists. */
const COUNT: usize = ROWS / TOGETHER;
// the memory: the ends of the lists, whether they have had entries, the rows' sums of slopes, the lists, the rows' sums of
// products
const USED: usize = 4 * COUNT;
const TOTALS: usize = 2 * USED;
const LISTS: usize = TOTALS + ROWS * SIZE;
const SUMS: usize = LISTS + COUNT * LIST;

export function clear(scratch: usize): void {
  memory.fill(scratch + USED, 0, LISTS - USED);
  for (let list: usize = 0; list < COUNT; list++) {
    setEnd(scratch, list, startOf(scratch, list));
  }
}

// bytes of a row of sums: whole quads
function wideOf(columns: usize): usize {
  return ((columns + 3) & ~3) * SIZE;
}

function startOf(scratch: usize, list: usize): usize {
  return scratch + LISTS + list * LIST;
}

export function endOf(scratch: usize, list: usize): usize {
  return <usize>load<u32>(scratch + (list << 2));
}

export function setEnd(scratch: usize, list: usize, end: usize): void {
  store<u32>(scratch + (list << 2), <u32>end);
}

// writes an entry, and returns the end of the list after it: the same if all slopes are 0
export function append(end: usize, other: usize, s01: v128, s23: v128): usize {
  v128.store(end, s01);
  v128.store(end, s23, 16);
  store<u32>(end, <u32>(other << 5), 32);
  return end + (v128.any_true(v128.or(s01, s23)) ? ENTRY : 0);
}

// empties the lists if one of them may have no room for another block
export function makeRoom(
  scratch: usize,
  quads: usize,
  rows: usize,
  columns: usize,
): void {
  for (let list: usize = 0; list < COUNT; list++) {
    const most = startOf(scratch, list) + (CAPACITY - BLOCK) * ENTRY;
    if (endOf(scratch, list) > most) {
      addProducts(scratch, quads, rows, columns);
      return;
    }
  }
}

// adds slopes to the totals and products to the sums, and empties the lists
export function addProducts(
  scratch: usize,
  quads: usize,
  rows: usize,
  columns: usize,
): void {
  const wide = wideOf(columns);
  let any = false;
  for (let list: usize = 0; list < COUNT; list++) {
    const end = endOf(scratch, list);
    if (end == startOf(scratch, list)) continue;
    any = true;
    if (!isUsed(scratch, list)) {
      const own = scratch + SUMS + list * TOGETHER * wide;
      memory.fill(own, 0, TOGETHER * wide);
      store<u32>(scratch + USED + (list << 2), 1);
    }
    addSlopes(scratch, list, end);
  }
  if (!any) return;
  let sums = scratch + SUMS;
  let quad = quads;
  for (let k: usize = 0; k < columns; k += 4) {
    let own = sums;
    for (let list: usize = 0; list < COUNT; list++) {
      const start = startOf(scratch, list);
      const end = endOf(scratch, list);
      if (end > start) addQuad(start, end, quad, own, wide);
      own += TOGETHER * wide;
    }
    sums += 4 * SIZE;
    quad += rows << 5;
  }
  for (let list: usize = 0; list < COUNT; list++) {
    setEnd(scratch, list, startOf(scratch, list));
  }
}

function isUsed(scratch: usize, list: usize): bool {
  return load<u32>(scratch + USED + (list << 2)) != 0;
}

function addSlopes(scratch: usize, list: usize, end: usize): void {
  const totals = scratch + TOTALS + list * TOGETHER * SIZE;
  let t01 = v128.load(totals);
  let t23 = v128.load(totals, 16);
  for (let at = startOf(scratch, list); at < end; at += ENTRY) {
    t01 = f64x2.add(t01, v128.load(at));
    t23 = f64x2.add(t23, v128.load(at, 16));
  }
  v128.store(totals, t01);
  v128.store(totals, t23, 16);
}

// four rows and four columns: eight sums of two lanes each
function addQuad(
  start: usize,
  end: usize,
  quad: usize,
  sums0: usize,
  wide: usize,
): void {
  const sums1 = sums0 + wide;
  const sums2 = sums1 + wide;
  const sums3 = sums2 + wide;
  let s00 = v128.load(sums0);
  let s01 = v128.load(sums0, 16);
  let s10 = v128.load(sums1);
  let s11 = v128.load(sums1, 16);
  let s20 = v128.load(sums2);
  let s21 = v128.load(sums2, 16);
  let s30 = v128.load(sums3);
  let s31 = v128.load(sums3, 16);
  for (let at = start; at < end; at += ENTRY) {
    const b = quad + <usize>load<u32>(at, 32);
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const w0 = v128.load64_splat(at);
    s00 = f64x2.add(s00, f64x2.mul(w0, b0));
    s01 = f64x2.add(s01, f64x2.mul(w0, b1));
    const w1 = v128.load64_splat(at, 8);
    s10 = f64x2.add(s10, f64x2.mul(w1, b0));
    s11 = f64x2.add(s11, f64x2.mul(w1, b1));
    const w2 = v128.load64_splat(at, 16);
    s20 = f64x2.add(s20, f64x2.mul(w2, b0));
    s21 = f64x2.add(s21, f64x2.mul(w2, b1));
    const w3 = v128.load64_splat(at, 24);
    s30 = f64x2.add(s30, f64x2.mul(w3, b0));
    s31 = f64x2.add(s31, f64x2.mul(w3, b1));
  }
  v128.store(sums0, s00);
  v128.store(sums0, s01, 16);
  v128.store(sums1, s10);
  v128.store(sums1, s11, 16);
  v128.store(sums2, s20);
  v128.store(sums2, s21, 16);
  v128.store(sums3, s30);
  v128.store(sums3, s31, 16);
}

// adds x Σ s − Σ s x_j to the gradient of a row x, the one at a place among the rows with lists
export function addToGradient(
  scratch: usize,
  place: usize,
  points: usize,
  columns: usize,
  row: usize,
  gradient: usize,
): void {
  if (!isUsed(scratch, place / TOGETHER)) return;
  let sums = scratch + SUMS + place * wideOf(columns);
  let x = points + row * columns * SIZE;
  let g = gradient + row * columns * SIZE;
  const end = x + columns * SIZE;
  const total = v128.load64_splat(scratch + TOTALS + place * SIZE);
  for (; x + 16 <= end; x += 16) {
    const terms = f64x2.sub(f64x2.mul(v128.load(x), total), v128.load(sums));
    v128.store(g, f64x2.add(v128.load(g), terms));
    sums += 16;
    g += 16;
  }
  if (x == end) return;
  const term = load<f64>(x) * f64x2.extract_lane(total, 0) - load<f64>(sums);
  store<f64>(g, load<f64>(g) + term);
}
