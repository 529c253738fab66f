// Places of numbers below limits: see findBelow.ts.

export function findBelow(
  block: usize,
  height: usize,
  width: usize,
  rowLimits: usize,
  columnLimits: usize,
  found: usize,
): usize {
  let count: usize = 0;
  let place: usize = 0;
  for (let i: usize = 0; i < height; i++) {
    const limit = v128.load64_splat(rowLimits + (i << 3));
    let j: usize = 0;
    for (; j + 4 <= width; j += 4) {
      const at = block + (place << 3);
      const column = columnLimits + (j << 3);
      const low = f64x2.lt(v128.load(at), f64x2.pmax(limit, v128.load(column)));
      const high = f64x2.lt(
        v128.load(at, 16),
        f64x2.pmax(limit, v128.load(column, 16)),
      );
      if (v128.any_true(v128.or(low, high))) {
        const bits = i64x2.bitmask(low) | (i64x2.bitmask(high) << 2);
        for (let lane = 0; lane < 4; lane++) {
          store<u32>(found + (count << 2), <u32>place + lane);
          count += (bits >> lane) & 1;
        }
      }
      place += 4;
    }
    const rowLimit = f64x2.extract_lane(limit, 0);
    for (; j < width; j++) {
      const column = load<f64>(columnLimits + (j << 3));
      const either = rowLimit < column ? column : rowLimit;
      store<u32>(found + (count << 2), <u32>place);
      count += usize(load<f64>(block + (place << 3)) < either);
      place++;
    }
  }
  return count;
}
