import type { Ellipse, Point } from '../../src/report/figures/planes.ts';
import { ballIn } from '../../src/report/figures/planes.ts';

/** Relative to the longest axis: a shorter one counts as 0. */
const NEGLIGIBLE = 1e-9;

/** A plane onto which rows are projected: A (x − c) / s, with A of two rows. */
export class Plane {
  readonly axes: Float64Array;
  readonly #center: Float64Array;
  readonly #scale: Float64Array;
  readonly #columns: number;

  /**
   * Creates a plane.
   * @param axes - 2 × d, acting on standardized columns.
   * @param center - d raw numbers: the origin.
   * @param scale - The divisors of columns.
   */
  constructor(axes: Float64Array, center: Float64Array, scale: Float64Array) {
    this.axes = axes;
    this.#center = center;
    this.#scale = scale;
    this.#columns = scale.length;
  }

  /** The image of a ball of radius 1 in standardized columns. */
  get ball(): Ellipse {
    return ballIn({ values: this.axes, rows: 2, columns: this.#columns });
  }

  /**
   * Projects a row.
   * @param row - d raw numbers.
   */
  project(row: ArrayLike<number>): Point {
    const columns = this.#columns;
    let x = 0;
    let y = 0;
    for (let k = 0; k < columns; k++) {
      const value = (row[k] - this.#center[k]) / this.#scale[k];
      x += this.axes[k] * value;
      y += this.axes[columns + k] * value;
    }
    return [x, y];
  }

  /**
   * Projects rows.
   * @param rows - Raw rows.
   * @returns Two coordinates per row.
   */
  projectAll(rows: number[][]): Float32Array {
    const points = new Float32Array(2 * rows.length);
    for (const [at, row] of rows.entries()) {
      points.set(this.project(row), 2 * at);
    }
    return points;
  }

  /**
   * Moves a row to a given projection by the shortest step, which has no part orthogonal to the plane: Aᵀ (A Aᵀ)⁻¹
   * times the step in the plane, restricted to the span of the axes.
   * @param row - d raw numbers.
   * @param to - The new projection.
   * @returns The moved row.
   */
  move(row: ArrayLike<number>, to: Point): number[] {
    const [x, y] = this.project(row);
    const { longer, shorter, angle } = this.ball;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    // along the axes of the ellipse, whose squares are the eigenvalues of A Aᵀ
    const along = cos * (to[0] - x) + sin * (to[1] - y);
    const across = cos * (to[1] - y) - sin * (to[0] - x);
    const far = longer > 0 ? along / longer ** 2 : 0;
    const near = shorter > NEGLIGIBLE * longer ? across / shorter ** 2 : 0;
    const first = cos * far - sin * near;
    const second = sin * far + cos * near;
    const columns = this.#columns;
    return Array.from(this.#scale, (scale, k) => {
      const step = this.axes[k] * first + this.axes[columns + k] * second;
      return row[k] + scale * step;
    });
  }
}
