/**
 * Sorts points into layers: the points that no other point dominates (is at least as good in every coordinate, and
 * better in one) are the Pareto front, layer 0; without them, the next layer is the front. O(n²) for n points.
 * @param points - One coordinate per score; larger is better.
 * @returns The layer of each point.
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
 * Compares points by the first coordinate in which they differ.
 * @returns Above 0 if a is better, below 0 if b is.
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
