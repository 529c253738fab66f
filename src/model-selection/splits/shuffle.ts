import type { Random } from '../../data/random.ts';

/** Copies rows in a random order (Fisher and Yates). */
export function shuffle(rows: readonly number[], random: Random): number[] {
  const shuffled = rows.slice();
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
  }
  return shuffled;
}
