import wilcoxon from '@stdlib/stats-wilcoxon';

/** Smaller differences are rounding: the means of equal accuracies. */
const ROUNDING = 1e-12;

/**
 * Wilcoxon's signed-rank test of two methods over data sets, two-sided; differences of 0 are left out. Exact if
 * absolute differences are distinct and none is 0, else by the normal distribution with a continuity correction.
 * @param differences - The difference on each data set.
 * @returns The p-value; 1 for at most one difference.
 */
export function signedRank(differences: readonly number[]): number {
  const rounded = differences.map(
    (value) => Math.round(value / ROUNDING) * ROUNDING + 0,
  );
  if (rounded.length === 1 || rounded.every((value) => value === 0)) return 1;
  return Math.min(1, wilcoxon(rounded).pValue);
}
