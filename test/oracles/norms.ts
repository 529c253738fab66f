/** How moves are measured. */
export type Norm = 1 | 2 | typeof Infinity;

/** How long a move is. */
export function plainNorm(vector: number[], norm: Norm): number {
  if (norm === 2) return Math.hypot(...vector);
  const sizes = vector.map(Math.abs);
  return norm === 1 ? sizes.reduce((a, b) => a + b) : Math.max(...sizes);
}

/** The move along which a linear function grows fastest for its size (math.md 1.4): its normal, its signs, or its largest column. */
export function steepest(normal: number[], norm: Norm): number[] {
  if (norm === 2) return normal;
  if (norm === Infinity) return normal.map(Math.sign);
  const sizes = normal.map(Math.abs);
  const column = sizes.indexOf(Math.max(...sizes));
  return normal.map((value, k) => (k === column ? value : 0));
}
