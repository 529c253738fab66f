/**
 * Central differences. With steps of 1e−5 of a unit, truncation (h² f‴/6) and rounding (ε f/h) are both about 1e−11.
 */
export function numericGradient(
  f: (x: Float64Array) => number,
  x: Float64Array,
  step = 1e-5,
): Float64Array {
  return x.map((value, at) => {
    const moved = x.slice();
    moved[at] = value + step;
    const above = f(moved);
    moved[at] = value - step;
    return (above - f(moved)) / (2 * step);
  });
}

/** ‖a − b‖ / ‖b‖. */
export function relativeError(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): number {
  let squares = 0;
  let size = 0;
  for (let i = 0; i < b.length; i++) {
    squares += (a[i] - b[i]) ** 2;
    size += b[i] ** 2;
  }
  return Math.sqrt(squares / size);
}
