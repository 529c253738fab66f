/**
 * The scalar product of two vectors, as four sums that need not wait for each other: every fourth entry, and the
 * remainder.
 */
export function dot(a: Float64Array, b: Float64Array): number {
  const whole = a.length - (a.length % 4);
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let i = 0; i < whole; i += 4) {
    s0 += a[i] * b[i];
    s1 += a[i + 1] * b[i + 1];
    s2 += a[i + 2] * b[i + 2];
    s3 += a[i + 3] * b[i + 3];
  }
  for (let i = whole; i < a.length; i++) s0 += a[i] * b[i];
  return s0 + s1 + (s2 + s3);
}

/** The Euclidean norm of a vector whose entries may overflow or underflow when squared. */
export function norm(x: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < x.length; i++) {
    largest = Math.max(largest, Math.abs(x[i]));
  }
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let squares = 0;
  for (let i = 0; i < x.length; i++) squares += (x[i] / largest) ** 2;
  return largest * Math.sqrt(squares);
}

/** Adds a multiple of a vector: `y += scale · x`. */
export function addScaled(
  scale: number,
  x: Float64Array,
  y: Float64Array,
): void {
  for (let i = 0; i < x.length; i++) y[i] += scale * x[i];
}
