// 1 / (x + shift): see invert.ts. Lanes hold neighbouring numbers.

export function invert(values: usize, length: usize, shift: f64): void {
  const end = values + (length << 3);
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  for (; values + 16 <= end; values += 16) {
    const value = f64x2.add(v128.load(values), f64x2.splat(shift));
    const inverse = f64x2.div(one, value);
    v128.store(values, v128.and(inverse, f64x2.gt(value, zero)));
  }
  if (values < end) {
    const value = load<f64>(values) + shift;
    store<f64>(values, value > 0 ? 1 / value : 0);
  }
}
