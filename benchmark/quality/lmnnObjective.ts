import type { LabelledTable } from '../measure/withTask.ts';

import { embed, flatten, squaredDistance } from './embed.ts';
import { nearestRows } from './nearestRows.ts';

const TARGETS = 3;

/**
 * LMNN's objective over all impostors, by its definition: (pull + push) / 2, where pull is the mean over pairs of a row
 * and a target of d²(i,j), and push the sum over all rows l of other classes of [1 + d²(i,j) − d²(i,l)]₊ or its square,
 * as a mean over the same pairs. Targets are the three nearest rows of the same class in X. O(n² r).
 * @param table - Rows with labels.
 * @param components - L.
 * @param hinge - The penalty of a violation.
 */
export function lmnnObjective(
  { X, y }: LabelledTable,
  components: number[][],
  hinge: 'linear' | 'squared',
): number {
  const inputs = flatten(X);
  const Z = embed(X, components);
  const pulls = new Float64Array(TARGETS);
  let sum = 0;
  for (let i = 0; i < Z.rows; i++) {
    const isMate = (row: number) => y[row] === y[i];
    const targets = nearestRows(inputs, i, TARGETS, isMate);
    for (const [at, target] of targets.entries()) {
      pulls[at] = squaredDistance(Z, i, target);
      sum += pulls[at];
    }
    for (let l = 0; l < Z.rows; l++) {
      if (y[l] === y[i]) continue;
      const far = squaredDistance(Z, i, l);
      for (let at = 0; at < TARGETS; at++) {
        const violation = 1 + pulls[at] - far;
        if (violation <= 0) continue;
        sum += hinge === 'squared' ? violation ** 2 : violation;
      }
    }
  }
  return sum / (2 * TARGETS * Z.rows);
}
