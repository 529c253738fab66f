/**
 * Corrects p-values for multiple tests (Holm, A simple sequentially rejective multiple test procedure, 1979): the
 * smallest of m is multiplied by m, the next by m − 1, and so on, and none is below one before it.
 * @param probabilities - The p-value of each test.
 * @returns Corrected p-values, in the same order.
 */
export function holm(probabilities: readonly number[]): number[] {
  const order = Array.from(probabilities.keys()).toSorted(
    (a, b) => probabilities[a] - probabilities[b],
  );
  const adjusted = Array.from(probabilities);
  let least = 0;
  for (const [place, test] of order.entries()) {
    const counted = (probabilities.length - place) * probabilities[test];
    least = Math.min(1, Math.max(least, counted));
    adjusted[test] = least;
  }
  return adjusted;
}
