/** A norm of moves. */
export type Norm = 1 | 2 | typeof Infinity;

/** The norm of a move. */
export function plainNorm(vector: number[], norm: Norm): number {
  if (norm === 2) return Math.hypot(...vector);
  const sizes = vector.map(Math.abs);
  return norm === 1 ? sizes.reduce((a, b) => a + b) : Math.max(...sizes);
}

/**
 * The direction in which a linear function grows fastest per unit of the norm (math.md 1.4): its normal, its signs, or
 * its largest column.
 */
export function steepest(normal: number[], norm: Norm): number[] {
  if (norm === 2) return normal;
  if (norm === Infinity) return normal.map(Math.sign);
  const sizes = normal.map(Math.abs);
  const column = sizes.indexOf(Math.max(...sizes));
  return normal.map((value, k) => (k === column ? value : 0));
}
