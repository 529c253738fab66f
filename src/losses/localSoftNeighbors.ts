import type { Computation } from '../async/work.ts';
import type { Arena } from '../kernels/arena/Arena.ts';
import {
  packQuads,
  quadsLength,
  scratchLength,
} from '../kernels/terms/slopeGradients.ts';
import { NearbyRows } from '../neighbors/nearest/NearbyRows.ts';
import { GROUP } from '../neighbors/nearest/groupRows.ts';

import type { SoftNeighborhood } from './allPairsSoftNeighbors.ts';

/**
 * The same as `allPairsSoftNeighbors` among nearby rows: distant groups of rows are skipped. O(n r) memory.
 * @param codes - The class of each row.
 * @param arena - That of the embedding and its gradient.
 */
export function localSoftNeighbors(
  codes: Int32Array,
  arena: Arena,
  { embedding, gradient, far, scale }: SoftNeighborhood,
): Computation {
  const { kernels } = arena;
  const { rows, columns } = embedding;
  const nearby = new NearbyRows(rows, columns, arena);
  const { points, order } = nearby;
  const quads = arena.float64(quadsLength(rows, columns));
  const cloud = { points, rows, columns, quads };
  // the class of each row, in the order of the groups, like the gradients below
  const grouped = arena.int32(rows);
  const runs = Array.from({ length: nearby.together }, () => ({
    scratch: arena.float64(scratchLength(rows, columns)),
    gradient: arena.float64(rows * columns),
  }));
  const probabilities = arena.float64(rows);
  const begin = () => {
    nearby.arrange(embedding);
    packQuads(cloud);
    for (let at = 0; at < rows; at++) grouped[at] = codes[order[at]];
    for (const run of runs) run.gradient.fill(0);
  };
  const addGroups = (from: number, to: number) => {
    for (let first = from; first < to; first += nearby.together) {
      const picking = nearby.measure(first, far).map((group, at) => ({
        ...cloud,
        codes: grouped,
        probabilities,
        ...group,
        ...runs[at],
      }));
      kernels.addSoftNeighbors(picking, far, scale);
    }
  };
  const addUp = () => {
    const [{ gradient: total }, ...others] = runs;
    for (const other of others) addTo(total, other.gradient);
    for (let at = 0; at < rows; at++) {
      const to = order[at] * columns;
      const from = at * columns;
      for (let k = 0; k < columns; k++) gradient[to + k] += total[from + k];
    }
  };
  return {
    parts: [
      begin,
      {
        length: () => nearby.groups,
        cost: (GROUP * rows * columns) / nearby.together,
        run: addGroups,
        step: nearby.together,
      },
      addUp,
    ],
    value: () => kernels.sum(probabilities),
  };
}

function addTo(sums: Float64Array, terms: Float64Array): void {
  for (let at = 0; at < sums.length; at++) sums[at] += terms[at];
}
