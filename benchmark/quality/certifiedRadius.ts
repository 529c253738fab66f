import type { Split } from '../data/readTraining.ts';

import { embed, squaredDistance } from './embed.ts';

/**
 * The objective of ARML on test rows: the distance that a test row may move, in standard deviations, while its nearest
 * neighbour certainly keeps its class. For a row i that is the max over j of its class, of the min over l of other
 * classes, of (d²(i,l) − d²(i,j)) / (2 ‖M (x_l − x_j)‖), and 0 where it is negative (arXiv 2006.07024, theorem 1). It
 * does not depend on the scale of the metric. O(test · training²).
 * @param components - L.
 * @returns The mean over the test rows.
 */
export function certifiedRadius(
  { train, test }: Split,
  components: number[][],
): number {
  const count = train.X.length;
  const all = [...train.X, ...test.X];
  const Z = embed(all, components);
  const W = embed(train.X, gram(components));
  const normals = Float64Array.from({ length: count * count }, (_, at) =>
    Math.sqrt(squaredDistance(W, Math.floor(at / count), at % count)),
  );
  let sum = 0;
  for (const [row, label] of test.y.entries()) {
    const distances = train.X.map((_, j) => squaredDistance(Z, count + row, j));
    let radius = 0;
    for (let j = 0; j < count; j++) {
      if (train.y[j] !== label) continue;
      let least = Infinity;
      for (let l = 0; l < count; l++) {
        if (train.y[l] === label) continue;
        const gap = distances[l] - distances[j];
        least = Math.min(least, gap / (2 * normals[l * count + j]));
      }
      radius = Math.max(radius, least);
    }
    sum += radius;
  }
  return sum / test.y.length;
}

// M = LᵀL
function gram(components: number[][]): number[][] {
  const columns = components[0].length;
  return Array.from({ length: columns }, (_, a) =>
    Array.from({ length: columns }, (__, b) =>
      components.reduce((sum, weights) => sum + weights[a] * weights[b], 0),
    ),
  );
}
