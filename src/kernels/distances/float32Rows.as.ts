// Rows in single precision: see float32Rows.ts.

/** Bytes of a double and of a single-precision number. */
const SIZE: usize = 8;
export const SINGLE: usize = 4;
/** As in float32Rows.ts. */
export const BLOCK: usize = 64;
/** The largest absolute error of single precision in the distance of two points of a ball of radius 1. */
const ABSOLUTE_ERROR: f64 = 2e-7;
/** By how much a limit may be too large, relatively: .2 % of a distance. */
const SLACK: f64 = 1 / 256;
/** The largest relative error of single precision in a sum of squares, per term. */
const RELATIVE_ERROR: f64 = 1.2e-7;

// (x − center) · scale, row by row, and packed in blocks of eight columns
export function writeFloat32Rows(
  values: usize,
  rows: usize,
  columns: usize,
  centers: usize,
  scale: f64,
  float32: usize,
  packed: usize,
): void {
  const packedSize = BLOCK * columns * SINGLE;
  for (let row: usize = 0; row < rows; row++) {
    const from = values + row * columns * SIZE;
    const to = float32 + row * columns * SINGLE;
    const column = packed + (row / BLOCK) * packedSize + (row % BLOCK) * SINGLE;
    for (let k: usize = 0; k < columns; k++) {
      const at = k * SIZE;
      const value = <f32>(
        ((load<f64>(from + at) - load<f64>(centers + at)) * scale)
      );
      store<f32>(to + k * SINGLE, value);
      store<f32>(column + k * BLOCK * SINGLE, value);
    }
  }
}

// limits of squared distances in the units of the ball, rounded up: (√l + ε)² ≤ (1 + δ) l + (1 + 1/δ) ε² for any δ, which
// takes no root
export function limitFactor(scale: f64, columns: usize): f64 {
  if (scale == 0) return 1;
  const rounding = 1 + RELATIVE_ERROR * <f64>(columns + 8);
  return (1 + SLACK) * scale * scale * rounding;
}

// what is added; without a ball, all pairs pass
export function limitOffset(scale: f64): f64 {
  if (scale == 0) return Infinity;
  return (1 + 1 / SLACK) * ABSOLUTE_ERROR * ABSOLUTE_ERROR;
}
