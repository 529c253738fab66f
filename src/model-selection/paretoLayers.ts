/**
 * Sorts points into layers: those that no other point dominates (is at least as good in everything, and better in something)
 * are the Pareto front, layer 0; without them, the next layer is the front. O(n²) for n points.
 * @param points - For each, how good it is in one thing and the other; the larger the better.
 * @returns The layer of each.
 */
export function paretoLayers(
  points: ReadonlyArray<readonly number[]>,
): number[] {
  const order = Array.from(points.keys()).toSorted((a, b) =>
    compareFirst(points[b], points[a]),
  );
  const layers = new Array<number>(points.length).fill(0);
  // what dominates a point comes before it
  for (const [place, point] of order.entries()) {
    for (let before = 0; before < place; before++) {
      const other = order[before];
      if (layers[other] < layers[point]) continue;
      if (dominates(points[other], points[point])) {
        layers[point] = layers[other] + 1;
      }
    }
  }
  return layers;
}

/**
 * Compares points by the first thing in which they differ.
 * @param a - A point.
 * @param b - Another.
 * @returns Above 0 where a is the better one, below 0 where b is.
 */
export function compareFirst(
  a: readonly number[],
  b: readonly number[],
): number {
  const differs = a.findIndex((value, at) => value !== b[at]);
  return differs === -1 ? 0 : a[differs] - b[differs];
}

function dominates(a: readonly number[], b: readonly number[]): boolean {
  return (
    a.every((value, at) => value >= b[at]) &&
    a.some((value, at) => value > b[at])
  );
}
