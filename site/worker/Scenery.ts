import type { MetricKNN } from 'ml-metric-learning';

import { pick, sampleRows } from '../../src/report/figures/sampleRows.ts';
import type { View } from '../protocol.ts';

import type { Plane } from './Plane.ts';
import type { Drawn } from './leadingPlane.ts';
import { leadingPlane } from './leadingPlane.ts';

/** The largest number of drawn rows: more would be indistinguishable, and a canvas draws these within a frame. */
const MOST_DRAWN = 2000;

/** The positions of the rows of a table: in a plane of their own, or in that of a metric. */
export class Scenery {
  /** The drawn rows. */
  readonly drawn: Int32Array;
  readonly #rows: Drawn;
  readonly #inputs: Plane;
  #embedding: Plane;
  #view: View = 'inputs';
  /** The last positions in the embedding. */
  #points: Float32Array;

  /**
   * Starts with the standardized rows.
   * @param X - Raw rows.
   */
  constructor(X: number[][]) {
    this.drawn = sampleRows(X.length, MOST_DRAWN, 0);
    const rows = pick(X, this.drawn);
    this.#rows = { rows, ...measure(X) };
    this.#inputs = leadingPlane(this.#rows, undefined, undefined);
    this.#embedding = this.#inputs;
    this.#points = this.#inputs.projectAll(rows);
  }

  /** The current view. */
  get view(): View {
    return this.#view;
  }

  set view(view: View) {
    this.#view = view;
  }

  /** The current positions of the rows. */
  get plane(): Plane {
    return this.#view === 'inputs' ? this.#inputs : this.#embedding;
  }

  /** Standard deviations of the columns. */
  get scale(): Float64Array {
    return this.#rows.scale;
  }

  /** The positions of the drawn rows; a copy. */
  get points(): Float32Array {
    return this.plane.projectAll(this.#rows.rows);
  }

  /** The index of the row nearest to the middle. */
  get middle(): number {
    const sizes = Array.from(this.#rows.rows, (row) =>
      Math.hypot(...this.#inputs.project(row)),
    );
    return this.drawn[sizes.indexOf(Math.min(...sizes))];
  }

  /**
   * Changes the metric; its plane is rotated to be close to the last one.
   * @param components - Its map, acting on raw rows; `undefined`: standardized rows.
   */
  lookThrough(components: ReturnType<typeof componentsOf> | undefined): void {
    this.#embedding = leadingPlane(this.#rows, components, this.#points);
    this.#points = this.#embedding.projectAll(this.#rows.rows);
  }
}

/** Changes to the map of a trained classifier. */
export function componentsOf(knn: MetricKNN): number[][] | undefined {
  return knn.metric?.components.to2DArray();
}

function measure(X: number[][]): { center: Float64Array; scale: Float64Array } {
  const columns = X[0].length;
  const center = new Float64Array(columns);
  const scale = new Float64Array(columns);
  for (const row of X) {
    for (let k = 0; k < columns; k++) center[k] += row[k] / X.length;
  }
  for (const row of X) {
    for (let k = 0; k < columns; k++) {
      scale[k] += (row[k] - center[k]) ** 2 / X.length;
    }
  }
  // as in the library, a constant column is not scaled
  return { center, scale: scale.map((square) => Math.sqrt(square) || 1) };
}
