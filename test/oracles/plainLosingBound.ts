/**
 * The bound on perturbations after which a class is no longer predicted (math.md 7), from all E at once.
 * @param impostors - Of each, its class and its E over the rows of the class, largest first.
 */
export function plainLosingBound(
  impostors: Array<{ code: number; largest: number[] }>,
  k: number,
): number {
  // the s-th smallest of some; infinite if there are fewer
  const smallest = (values: number[], s: number) =>
    values.toSorted((x, y) => x - y)[s - 1] ?? Infinity;
  // E_q of some impostors: 0 if there are fewer rows of the class
  const values = (code: number | undefined, q: number) =>
    impostors
      .filter((impostor) => code === undefined || impostor.code === code)
      .map(({ largest }) => largest[q - 1] ?? 0);
  let bound = Infinity;
  for (const code of new Set(impostors.map((impostor) => impostor.code))) {
    for (let left = 0; left <= k / 2; left++) {
      const q = left + 1;
      const enough = smallest(values(undefined, q), k - left);
      if (k - left >= left + 1) {
        const won = smallest(values(code, q), left + 1);
        bound = Math.min(bound, Math.max(enough, won));
      }
      if (left >= 1) {
        const tied = smallest(values(code, q), left);
        const nearest = smallest(values(code, 1), 1);
        bound = Math.min(bound, Math.max(enough, tied, nearest));
      }
    }
  }
  return bound;
}
