import type { Flat } from './embed.ts';
import { squaredDistance } from './embed.ts';

/**
 * The rows nearest to one of them; equally near ones in the order of the rows. O(n d) where few of them are the nearest yet.
 * @param flat - The rows.
 * @param i - One of them.
 * @param count - How many to find.
 * @param isWanted - Which rows to look at; `i` is never found.
 * @returns Their places, the nearest first.
 */
export function nearestRows(
  flat: Flat,
  i: number,
  count: number,
  isWanted: (row: number) => boolean,
): number[] {
  const nearest: Array<{ row: number; distance: number }> = [];
  for (let row = 0; row < flat.rows; row++) {
    if (row === i || !isWanted(row)) continue;
    const distance = squaredDistance(flat, i, row);
    if (nearest.length === count) {
      if (distance >= nearest[count - 1].distance) continue;
      nearest.pop();
    }
    nearest.push({ row, distance });
    nearest.sort((a, b) => a.distance - b.distance);
  }
  return nearest.map(({ row }) => row);
}
