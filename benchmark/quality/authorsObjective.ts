import type { AustralianRound } from '../data/readAustralian.ts';

import type { Flat } from './embed.ts';
import { embed, flatten, squaredDistance } from './embed.ts';
import { nearestRows } from './nearestRows.ts';

const TARGETS = 3;
const IMPOSTORS = 10;
/** The authors' constant added to ‖M (x_l − x_j)‖². */
const EPSILON = 1e-10;

/**
 * The authors' objective by its definition (arXiv 2006.05945): mu times the mean of d²(i,j) over pairs, (1 − mu) times
 * the mean of [1 − D]₊ over triplets, where D = d²(i,l) − d²(i,j), and lambda times the mean of the shortfall from
 * tau²: [tau² − D² / (4 ‖M (x_l − x_j)‖²)]₊ where D > 0, else tau². O(n² d).
 * @param round - Rows, labels and parameters.
 * @param components - L.
 * @returns The objective.
 */
export function authorsObjective(
  { X, y, mu, lambda, tau }: AustralianRound,
  components: number[][],
): number {
  const inputs = flatten(X);
  const Z = embed(X, components);
  const W = pullBack(Z, components);
  let pull = 0;
  let push = 0;
  let lack = 0;
  for (let i = 0; i < X.length; i++) {
    const mates = nearestRows(inputs, i, TARGETS, (row) => y[row] === y[i]);
    const others = nearestRows(inputs, i, IMPOSTORS, (row) => y[row] !== y[i]);
    for (const j of mates) {
      const near = squaredDistance(Z, i, j);
      pull += near;
      for (const l of others) {
        const gap = squaredDistance(Z, i, l) - near;
        push += Math.max(0, 1 - gap);
        const normal = squaredDistance(W, j, l) + EPSILON;
        const margin = gap > 0 ? gap ** 2 / (4 * normal) : 0;
        lack += Math.max(0, tau ** 2 - margin);
      }
    }
  }
  const pairs = TARGETS * X.length;
  const perTriplet = (1 - mu) * push + lambda * lack;
  return (mu * pull) / pairs + perTriplet / (pairs * IMPOSTORS);
}

// W = Z L = X M
function pullBack(Z: Flat, components: number[][]): Flat {
  const rows = Array.from({ length: Z.rows }, (_, row) =>
    Array.from(Z.values.subarray(row * Z.columns, (row + 1) * Z.columns)),
  );
  const columns = components[0].map((_, column) =>
    components.map((weights) => weights[column]),
  );
  return embed(rows, columns);
}
