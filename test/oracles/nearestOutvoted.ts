import type { Norm } from './norms.ts';
import type { Halfplane } from './shortestMove.ts';
import { shortestMove } from './shortestMove.ts';

/** A table in the plane, whose columns count as they are. */
export interface PlaneProblem {
  rows: number[][];
  codes: number[];
  k: number;
  /** L, any number of rows of two entries. */
  map: number[][];
  norm: Norm;
  /** The largest and smallest perturbation of each column. */
  box?: { low: number[]; high: number[] };
}

/**
 * The norm of the shortest perturbation after which a class is no longer predicted, by brute force over all sets of voters:
 * a set votes where all of its rows are nearer than all others, and the class loses if another one has more votes, or as many and the
 * nearest voter.
 * @param inset - How much nearer, as half a difference of squared distances.
 */
export function nearestOutvoted(
  { rows, codes, k, map, norm, box }: PlaneProblem,
  query: number[],
  code: number,
  inset = 0,
): number {
  const image = (row: number[]) =>
    map.map((weights) => weights[0] * row[0] + weights[1] * row[1]);
  const images = rows.map(image);
  const from = image(query);
  const square = (row: number) =>
    images[row].reduce((sum, value, at) => sum + (value - from[at]) ** 2, 0);
  const isSame = (a: number, b: number) =>
    images[a].every((value, at) => value === images[b][at]);
  // rows at the same place rank by their indices, whatever the perturbation
  const isImpossible = (near: number, far: number) =>
    isSame(near, far) && far < near;
  const nearer = (near: number, far: number): Halfplane[] => {
    if (isSame(near, far)) return [];
    const difference = images[near].map((value, at) => value - images[far][at]);
    const normal = [0, 1].map((column) =>
      map.reduce((sum, row, at) => sum + row[column] * difference[at], 0),
    );
    return [{ normal, bound: (square(near) - square(far)) / 2 + inset }];
  };
  const walls = [0, 1].flatMap((column) => {
    const unit = [0, 1].map((other) => (other === column ? 1 : 0));
    const wall = (sign: number, bound = -Infinity) =>
      bound > -Infinity
        ? [{ normal: unit.map((value) => sign * value), bound }]
        : [];
    return [
      ...wall(1, box?.low[column]),
      ...wall(-1, box && -box.high[column]),
    ];
  });
  let shortest = Infinity;
  const consider = (pairs: Array<[number, number]>) => {
    if (pairs.some(([near, far]) => isImpossible(near, far))) return;
    const planes = pairs.flatMap(([near, far]) => nearer(near, far));
    shortest = Math.min(shortest, shortestMove([...planes, ...walls], norm));
  };
  for (const voters of subsets(rows.length, k)) {
    const others = Array.from(rows.keys()).filter(
      (row) => !voters.includes(row),
    );
    const order = voters.flatMap((near) =>
      others.map((far): [number, number] => [near, far]),
    );
    const votes = new Map<number, number>();
    for (const row of voters) {
      votes.set(codes[row], (votes.get(codes[row]) ?? 0) + 1);
    }
    const most = Math.max(...votes.values());
    if ((votes.get(code) ?? 0) < most) consider(order);
    for (const first of voters) {
      if (codes[first] === code || votes.get(codes[first]) !== most) continue;
      const own = voters.filter((row) => codes[row] === code);
      consider([...order, ...own.map((far): [number, number] => [first, far])]);
    }
  }
  return shortest;
}

function subsets(size: number, count: number): number[][] {
  if (count === 0) return [[]];
  if (size < count) return [];
  return [
    ...subsets(size - 1, count),
    ...subsets(size - 1, count - 1).map((rows) => [...rows, size - 1]),
  ];
}
