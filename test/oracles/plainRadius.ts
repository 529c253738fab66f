import { Matrix } from 'ml-matrix';

/**
 * The certified k-NN radius of a query about a class, by the plain formula over all pairs of rows (Wang et al., Provably
 * Robust Metric Learning, NeurIPS 2020; the bounds for even k as in the majority argument): the b-th smallest over j of the
 * a-th largest over i of E[j][i].
 */
export function plainRadius(
  rows: number[][],
  inClass: boolean[],
  metric: Matrix,
  query: number[],
  k: number,
): number {
  const a = Math.floor(k / 2) + 1;
  const b = k - a + 1;
  const worst = pairRadii(rows, inClass, metric, query).map(
    ({ largest }) => largest[a - 1] ?? 0,
  );
  return worst.toSorted((x, y) => x - y)[b - 1] ?? Infinity;
}

/**
 * Of each row j of another class, E[j][i] = max(0, d²(z, x_j⁻) − d²(z, x_i⁺)) / (2 ‖M (x_j⁻ − x_i⁺)‖) over the rows i of the
 * class, largest first.
 */
export function pairRadii(
  rows: number[][],
  inClass: boolean[],
  metric: Matrix,
  query: number[],
): Array<{ row: number; largest: number[] }> {
  const distances = rows.map((row) => {
    const difference = row.map((value, at) => value - query[at]);
    return times(metric, difference).reduce(
      (sum, value, at) => sum + value * difference[at],
      0,
    );
  });
  const images = rows.map((row) => times(metric, row));
  return rows.flatMap((_, j) => {
    if (inClass[j]) return [];
    const radii = rows.flatMap((__, i) => {
      if (!inClass[i]) return [];
      const normal = Math.hypot(
        ...images[j].map((value, at) => value - images[i][at]),
      );
      const ahead = Math.max(0, distances[j] - distances[i]);
      return [normal === 0 ? 0 : ahead / (2 * normal)];
    });
    return [{ row: j, largest: radii.toSorted((x, y) => y - x) }];
  });
}

function times(matrix: Matrix, vector: number[]): number[] {
  return matrix.mmul(Matrix.columnVector(vector)).to1DArray();
}
