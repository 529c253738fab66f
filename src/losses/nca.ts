import { float64Beside, int32Beside } from '../kernels/memory.ts';
import { addSoftNeighbors } from '../kernels/softNeighbors.ts';
import { NearbyRows } from '../neighbors/NearbyRows.ts';
import type { LabelledData } from '../validation/labelledData.ts';
import { checkOptionNames } from '../validation/options.ts';
import type { Work } from '../work.ts';

import type { Embedding, Loss, PreparedLoss } from './Loss.ts';

/**
 * A neighbour that is farther than the nearest by this much weighs e⁻³⁸: less than the last bit of the 1 of the nearest.
 */
const FAR = 38;

/**
 * Neighbourhood components analysis (Goldberger et al., NIPS 2004): every row picks a neighbour j with probability
 * `p_ij = softmax over j ≠ i of −d²(i,j)`; the loss is minus the mean probability that it is of its own class, so from −1
 * to 0. It does not look at triplets. An evaluation costs O(n² r) at most, and O(n r) memory: where the rows have spread,
 * it only looks at those that are near each other.
 * @param options - None.
 * @returns The loss.
 */
export function nca(options: object = {}): Loss {
  checkOptionNames(options, 'loss', ['name']);
  return { name: 'nca', prepare: (data) => new PreparedNCA(data) };
}

/** What evaluations overwrite, allocated once. */
interface Workspace {
  nearby: NearbyRows;
  /** The class of each row, in the order of the groups. */
  codes: Int32Array;
  /** Of each of the groups that are looked at together. */
  parts: Part[];
}

/** What looking at a group overwrites. */
interface Part {
  kept: Int32Array;
  weights: Float64Array;
  /** n × r, in the order of the groups: what this part of them adds. */
  gradient: Float64Array;
}

class PreparedNCA implements PreparedLoss {
  readonly saturates = true;
  readonly #codes: Int32Array;
  #workspace: Workspace | undefined;

  constructor({ codes }: LabelledData) {
    this.#codes = codes;
  }

  *evaluate(embedding: Embedding, gradient: Float64Array): Work<number> {
    // too large to be squared: the solver takes a shorter step, or says so at the start
    if (!isMeasurable(embedding)) return Number.NaN;
    const workspace = this.#workspaceFor(embedding);
    const { nearby, codes, parts } = workspace;
    const { rows, columns } = embedding;
    nearby.arrange(embedding);
    const { points, order } = nearby;
    for (let at = 0; at < rows; at++) codes[at] = this.#codes[order[at]];
    for (const part of parts) part.gradient.fill(0);
    let sum = 0;
    yield;
    for (let first = 0; first < nearby.groups; first += nearby.together) {
      const picking = nearby.measure(first, FAR).map((group, at) => ({
        points,
        columns,
        codes,
        ...group,
        ...parts[at],
      }));
      const sums = addSoftNeighbors(picking, FAR, -1 / rows);
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
    return -sum / rows;
  }

  #workspaceFor(embedding: Embedding): Workspace {
    const size = this.#workspace?.nearby.points.length;
    if (!this.#workspace || size !== embedding.values.length) {
      this.#workspace = createWorkspace(embedding);
    }
    return this.#workspace;
  }
}

function createWorkspace({ values, rows, columns }: Embedding): Workspace {
  const nearby = new NearbyRows(values, rows, columns);
  return {
    nearby,
    codes: int32Beside(values, rows),
    parts: Array.from({ length: nearby.together }, () => ({
      kept: int32Beside(values, rows + 1),
      weights: float64Beside(values, rows + 1),
      gradient: float64Beside(values, rows * columns),
    })),
  };
}

function addTo(sums: Float64Array, terms: Float64Array): void {
  for (let at = 0; at < sums.length; at++) sums[at] += terms[at];
}

function isMeasurable({ values, rows }: Embedding): boolean {
  let squares = 0;
  for (const value of values) squares += value * value;
  return Number.isFinite(4 * rows * squares);
}
