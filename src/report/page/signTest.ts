/**
 * The p-value of the exact two-sided McNemar test: if two models were equally good, each would be equally likely to be
 * the one that is right on a row where only one is.
 * @param wins - The number of rows on which only the first model is right.
 * @param losses - The number of rows on which only the second model is right.
 * @returns Above 0, at most 1.
 */
export function signTest(wins: number, losses: number): number {
  const tosses = wins + losses;
  const fewer = Math.min(wins, losses);
  let term = Math.log(0.5) * tosses;
  let sum = Math.exp(term);
  for (let k = 1; k <= fewer; k++) {
    term += Math.log((tosses - k + 1) / k);
    sum += Math.exp(term);
  }
  return Math.min(1, 2 * sum);
}
