/**
 * Rotates and mirrors a plane so that points are as near as possible to their former positions (Procrustes, in closed
 * form for two dimensions): the embedding then moves without jumps.
 * @param axes - 2 × d, overwritten.
 * @param points - The coordinates of points along these axes.
 * @param before - Their former coordinates.
 */
export function alignAxes(
  axes: Float64Array,
  points: Float32Array,
  before: Float32Array,
): void {
  let [xx, xy, yx, yy] = [0, 0, 0, 0];
  for (let at = 0; at < points.length; at += 2) {
    xx += points[at] * before[at];
    xy += points[at] * before[at + 1];
    yx += points[at + 1] * before[at];
    yy += points[at + 1] * before[at + 1];
  }
  const turned = Math.hypot(xx + yy, xy - yx);
  const mirrored = Math.hypot(xx - yy, xy + yx);
  const mirror = mirrored > turned ? -1 : 1;
  const angle = Math.atan2(xy - mirror * yx, xx + mirror * yy);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const columns = axes.length / 2;
  for (let k = 0; k < columns; k++) {
    const x = axes[k];
    const y = mirror * axes[columns + k];
    axes[k] = cos * x - sin * y;
    axes[columns + k] = sin * x + cos * y;
  }
}
