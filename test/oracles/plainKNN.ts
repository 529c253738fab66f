import type { Label } from 'ml-metric-learning';

/** A distance of two rows. */
export type RowDistance = (a: number[], b: number[]) => number;

/** √Σ(a − b)², column by column. */
export function euclidean(a: number[], b: number[]): number {
  let sum = 0;
  for (const [column, value] of a.entries()) sum += (value - b[column]) ** 2;
  return Math.sqrt(sum);
}

/** All rows, nearest first; rows at the same distance by index. */
export function plainNeighbors(
  rows: number[][],
  query: number[],
  distance: RowDistance = euclidean,
): Array<{ index: number; distance: number }> {
  return rows
    .map((row, index) => ({ index, distance: distance(query, row) }))
    .toSorted((a, b) => a.distance - b.distance || a.index - b.index);
}

/** The majority label of the k nearest rows; of tied labels, that of the nearest row. */
export function plainVote(labels: Label[], neighbors: number[]): Label {
  const votes = neighbors.map((row) => labels[row]);
  const count = (label: Label) => votes.filter((vote) => vote === label).length;
  const most = Math.max(...votes.map(count));
  return votes.find((label) => count(label) === most) as Label;
}
