import type { LabelledTable } from '../measure/withTask.ts';

import { embed, squaredDistance } from './embed.ts';

/**
 * NCA's objective by its definition: minus the mean over rows of Σ p_ij over rows j of the same class, where p_ij is
 * exp(−d²(i,j)) relative to its sum over all j ≠ i. O(n² r).
 * @param components - L.
 * @returns From −1 to 0.
 */
export function ncaObjective(
  { X, y }: LabelledTable,
  components: number[][],
): number {
  const Z = embed(X, components);
  const distances = new Float64Array(Z.rows);
  let sum = 0;
  for (let i = 0; i < Z.rows; i++) {
    let nearest = Infinity;
    for (let j = 0; j < Z.rows; j++) {
      distances[j] = i === j ? Infinity : squaredDistance(Z, i, j);
      nearest = Math.min(nearest, distances[j]);
    }
    let all = 0;
    let same = 0;
    for (let j = 0; j < Z.rows; j++) {
      const weight = Math.exp(nearest - distances[j]);
      all += weight;
      if (y[i] === y[j]) same += weight;
    }
    sum += same / all;
  }
  return -sum / Z.rows;
}
