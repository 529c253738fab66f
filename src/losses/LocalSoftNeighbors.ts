import type { Work } from '../async/work.ts';
import { float64Beside, int32Beside } from '../kernels/arena/memory.ts';
import { addSoftNeighbors } from '../kernels/terms/softNeighbors.ts';
import { NearbyRows } from '../neighbors/nearest/NearbyRows.ts';

import type { Embedding } from './Loss.ts';
import type { SoftNeighbors, SoftNeighborsPart } from './SoftNeighbors.ts';

/** Soft neighbours among the rows that are near: where they have spread, groups of rows are passed over. O(n r) memory. */
export class LocalSoftNeighbors implements SoftNeighbors {
  readonly #codes: Int32Array;
  readonly #nearby: NearbyRows;
  /** The class of each row, in the order of the groups. */
  readonly #grouped: Int32Array;
  /** Of each of the groups that are looked at together; gradients are in the order of the groups. */
  readonly #parts: SoftNeighborsPart[];

  /** Allocates all that evaluations at embeddings of this shape need. */
  constructor(codes: Int32Array, { values, rows, columns }: Embedding) {
    this.#codes = codes;
    this.#nearby = new NearbyRows(values, rows, columns);
    this.#grouped = int32Beside(values, rows);
    this.#parts = Array.from({ length: this.#nearby.together }, () => ({
      kept: int32Beside(values, rows + 1),
      weights: float64Beside(values, rows + 1),
      gradient: float64Beside(values, rows * columns),
    }));
  }

  *add(
    embedding: Embedding,
    gradient: Float64Array,
    far: number,
    scale: number,
  ): Work<number> {
    const { rows, columns } = embedding;
    const nearby = this.#nearby;
    const codes = this.#grouped;
    const parts = this.#parts;
    nearby.arrange(embedding);
    const { points, order } = nearby;
    for (let at = 0; at < rows; at++) codes[at] = this.#codes[order[at]];
    for (const part of parts) part.gradient.fill(0);
    let sum = 0;
    yield;
    for (let first = 0; first < nearby.groups; first += nearby.together) {
      const picking = nearby.measure(first, far).map((group, at) => ({
        points,
        columns,
        codes,
        ...group,
        ...parts[at],
      }));
      const sums = addSoftNeighbors(picking, far, scale);
      for (const one of sums) sum += one;
      yield;
    }
    const [{ gradient: grouped }, ...others] = parts;
    for (const other of others) addTo(grouped, other.gradient);
    for (let at = 0; at < rows; at++) {
      const to = order[at] * columns;
      const from = at * columns;
      for (let k = 0; k < columns; k++) gradient[to + k] += grouped[from + k];
    }
    return sum;
  }
}

function addTo(sums: Float64Array, terms: Float64Array): void {
  for (let at = 0; at < sums.length; at++) sums[at] += terms[at];
}
