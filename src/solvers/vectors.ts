/**
 * The scalar product of two vectors.
 * @param a - A vector.
 * @param b - One of the same length.
 * @returns aᵀb.
 */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/**
 * The Euclidean norm of a vector, of entries whose squares may be too large or too small to be numbers.
 * @param x - A vector.
 * @returns ‖x‖.
 */
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

/**
 * Adds a multiple of a vector: `y += scale · x`.
 * @param scale - The factor.
 * @param x - A vector.
 * @param y - One of the same length, added to.
 */
export function addScaled(
  scale: number,
  x: Float64Array,
  y: Float64Array,
): void {
  for (let i = 0; i < x.length; i++) y[i] += scale * x[i];
}
