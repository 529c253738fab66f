/**
 * Corrects probabilities for how many tests there are (Holm, A simple sequentially rejective multiple test procedure, 1979): the
 * smallest of m counts m times, the next m − 1 times, and so on, but never less than one before it.
 * @param probabilities - Of each test.
 * @returns Those to hold against a level, in the same order.
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
