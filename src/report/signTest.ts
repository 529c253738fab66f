/**
 * How likely it is that a fair coin falls at least so unevenly, either way: of the rows that only one of two models gets right,
 * each would be as likely to get one as the other, were they equally good (McNemar's test, exact).
 * @param wins - Rows that only one gets right.
 * @param losses - Rows that only the other gets right.
 * @returns From above 0 to 1.
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
