import type { Flat } from './embed.ts';
import { squaredDistance } from './embed.ts';

/**
 * The rows nearest to row i; ties are ordered by index. O(n d) if few rows replace nearer ones.
 * @param count - The number of rows to find.
 * @param isWanted - Which rows are searched; `i` is always excluded.
 * @returns Their indices, nearest first.
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
