import studentizedRange from '@stdlib/stats-base-dists-studentized-range-quantile';

/** The methods that the data sets do not distinguish. */
export interface Nemenyi {
  /** Mean ranks with a smaller difference do not differ significantly. */
  criticalDifference: number;
  /**
   * The largest groups of two or more methods, by index, best first, whose mean ranks are within the critical
   * difference.
   */
  groups: number[][];
}

/**
 * The Nemenyi test after the Friedman test, as in Demšar 2006, section 3.2.2: q √(k (k + 1) / (6 N)), with q the
 * quantile of the studentized range of k groups and infinitely many degrees of freedom, divided by √2.
 * @param meanRanks - The mean rank of each of k methods.
 * @param sets - N, the number of data sets.
 * @param level - The level of significance.
 * @returns The critical difference and the groups.
 */
export function nemenyi(
  meanRanks: readonly number[],
  sets: number,
  level = 0.05,
): Nemenyi {
  const count = meanRanks.length;
  const q = studentizedRange(1 - level, count, Infinity) / Math.SQRT2;
  const criticalDifference = q * Math.sqrt((count * (count + 1)) / (6 * sets));
  const order = Array.from(meanRanks.keys()).toSorted(
    (a, b) => meanRanks[a] - meanRanks[b],
  );
  const groups: number[][] = [];
  let lastEnd = 0;
  for (const [start, first] of order.entries()) {
    const farthest = meanRanks[first] + criticalDifference;
    const end = order.filter((method) => meanRanks[method] < farthest).length;
    // a group with the same end as an earlier one is part of it
    if (end > lastEnd && end - start > 1) groups.push(order.slice(start, end));
    lastEnd = Math.max(lastEnd, end);
  }
  return { criticalDifference, groups };
}
