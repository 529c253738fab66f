import wilcoxon from '@stdlib/stats-wilcoxon';

/** Differences that are this small are rounding: the means of equal accuracies. */
const ROUNDING = 1e-12;

/**
 * Wilcoxon's signed rank test of two methods over data sets, two-sided; differences of 0 are left out. Exact where no two sizes of
 * differences are equal and none is 0, else by the normal distribution with a correction for continuity.
 * @param differences - How much better one is on each data set.
 * @returns The probability that chance alone makes such differences; 1 where there are none, or a single one.
 */
export function signedRank(differences: readonly number[]): number {
  const rounded = differences.map(
    (value) => Math.round(value / ROUNDING) * ROUNDING + 0,
  );
  if (rounded.length === 1 || rounded.every((value) => value === 0)) return 1;
  return Math.min(1, wilcoxon(rounded).pValue);
}
