import type { Ellipse, Point } from '../../src/report/figures/planes.ts';
import { ballIn } from '../../src/report/figures/planes.ts';

/** Below this part of the longest, a direction is none. */
const NEGLIGIBLE = 1e-9;

/** A plane to look at rows in: A (x − c) / s, with A of two rows. */
export class Plane {
  readonly axes: Float64Array;
  readonly #center: Float64Array;
  readonly #scale: Float64Array;
  readonly #columns: number;

  /**
   * A plane.
   * @param axes - 2 × d, acting on standardized columns.
   * @param center - d raw numbers: the origin.
   * @param scale - What columns are divided by.
   */
  constructor(axes: Float64Array, center: Float64Array, scale: Float64Array) {
    this.axes = axes;
    this.#center = center;
    this.#scale = scale;
    this.#columns = scale.length;
  }

  /** How a ball of radius 1, in standardized columns, is seen. */
  get ball(): Ellipse {
    return ballIn({ values: this.axes, rows: 2, columns: this.#columns });
  }

  /**
   * Where a row is seen.
   * @param row - d raw numbers.
   * @returns A point.
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
   * Where rows are seen.
   * @param rows - Raw rows.
   * @returns A pair for each.
   */
  projectAll(rows: number[][]): Float32Array {
    const points = new Float32Array(2 * rows.length);
    for (const [at, row] of rows.entries()) {
      points.set(this.project(row), 2 * at);
    }
    return points;
  }

  /**
   * Moves a row so that it is seen elsewhere, by the shortest way: nothing changes that the plane does not show. That is
   * Aᵀ (A Aᵀ)⁻¹ times the way, along directions that the plane has.
   * @param row - d raw numbers.
   * @param to - Where it is to be seen.
   * @returns The row moved.
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
