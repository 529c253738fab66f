/**
 * Turns a plane, and mirrors it where that helps, so that points are seen as near as can be to where they were before
 * (Procrustes, in closed form for two directions): an embedding moves then, and does not jump.
 * @param axes - 2 × d, overwritten.
 * @param points - Where points are seen along these axes.
 * @param before - Where they were.
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
