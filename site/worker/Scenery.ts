import type { MetricKNN } from 'ml-metric-learning';

import { pick, sampleRows } from '../../src/report/figures/sampleRows.ts';
import type { View } from '../protocol.ts';

import type { Plane } from './Plane.ts';
import type { Drawn } from './leadingPlane.ts';
import { leadingPlane } from './leadingPlane.ts';

/** Rows drawn at most: more of them would be a cloud, and a canvas draws these within a frame. */
const MOST_DRAWN = 2000;

/** Where the rows of a table are seen: in their own plane, or in that of a metric. */
export class Scenery {
  /** Which rows are drawn. */
  readonly drawn: Int32Array;
  readonly #rows: Drawn;
  readonly #inputs: Plane;
  #embedding: Plane;
  #view: View = 'inputs';
  /** Where the rows were seen in the embedding last. */
  #points: Float32Array;

  /**
   * Rows as they are.
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

  /** What is seen. */
  get view(): View {
    return this.#view;
  }

  set view(view: View) {
    this.#view = view;
  }

  /** Where rows are seen now. */
  get plane(): Plane {
    return this.#view === 'inputs' ? this.#inputs : this.#embedding;
  }

  /** Deviations of the columns. */
  get scale(): Float64Array {
    return this.#rows.scale;
  }

  /** Where the drawn rows are seen; a copy. */
  get points(): Float32Array {
    return this.plane.projectAll(this.#rows.rows);
  }

  /** Which of the rows is in the middle. */
  get middle(): number {
    const sizes = Array.from(this.#rows.rows, (row) =>
      Math.hypot(...this.#inputs.project(row)),
    );
    return this.drawn[sizes.indexOf(Math.min(...sizes))];
  }

  /**
   * Looks through another metric; its plane is turned to be near to the last one.
   * @param components - Its map, acting on raw rows; `undefined`: none, rows are standardized.
   */
  lookThrough(components: ReturnType<typeof componentsOf> | undefined): void {
    this.#embedding = leadingPlane(this.#rows, components, this.#points);
    this.#points = this.#embedding.projectAll(this.#rows.rows);
  }
}

/**
 * The map of a classifier.
 * @param knn - Trained.
 * @returns Its rows.
 */
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
  // as the library: a constant column counts as it is
  return { center, scale: scale.map((square) => Math.sqrt(square) || 1) };
}
