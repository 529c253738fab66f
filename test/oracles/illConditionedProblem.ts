import fc from 'fast-check';
import { MetricKNN } from 'ml-metric-learning';

import { seededRandom } from '../../src/data/random.ts';

import { metricOf } from './metricOf.ts';
import { normals, rowsOf } from './randomData.ts';

/** A classifier whose metric hardly separates some rows, and rows near its decision boundaries. */
export interface IllConditionedProblem {
  knn: MetricKNN;
  X: number[][];
  y: number[];
  queries: number[][];
  /** L, in raw units. */
  components: number[][];
  /** The standard deviation used for each column. */
  scale: number[];
  seed: number;
}

const recipe = fc.record({
  columns: fc.integer({ min: 2, max: 4 }),
  /** Singular values: of any magnitude from 1 to the smallest, only these two, 1 and zeros; or no metric at all. */
  spectrum: fc.constantFrom('decades', 'two', 'rank 1', 'none'),
  least: fc.constantFrom(1e-3, 1e-5, 1e-8),
  /** Along the first singular vector, rows have few different positions: their images coincide there up to rounding. */
  layout: fc.constantFrom('places', 'places', 'cloud', 'mirrored'),
  /** The distance between these positions. */
  apart: fc.constantFrom(1, 1e3, 1e6),
  rows: fc.integer({ min: 8, max: 40 }),
  classes: fc.integer({ min: 2, max: 3 }),
  k: fc.constantFrom(1, 3),
  /** The distance of the rows from the origin, in units of their spread. */
  offset: fc.constantFrom(0, 0, 1e6, 1e8),
  /** Whether the metric acts on this shift. */
  isCentered: fc.boolean(),
  /** The scale of L and of the rows. */
  size: fc.constantFrom(1, 1, 1e-40, 1e60),
  unit: fc.constantFrom(1, 1, 1e-60, 1e40),
  seed: fc.integer({ min: 1, max: 2 ** 31 }),
});

const QUERIES = 9;

/** Random problems of all these kinds. */
export const illConditionedProblem: fc.Arbitrary<IllConditionedProblem> =
  recipe.map((made) => {
    const { columns, spectrum, rows, classes, k, unit, seed } = made;
    const random = seededRandom(seed);
    const right = orthogonal(columns, seed + 1);
    const y = Array.from({ length: rows }, (_, row) => row % classes);
    const shift = right.map(() => made.offset * unit);
    const toRaw = (place: number[]) =>
      shift.map(
        (start, c) =>
          start +
          unit * place.reduce((sum, p, at) => sum + p * right[at][c], 0),
      );
    const places = rowsOf(normals(rows * columns, seed), columns);
    for (const [row, place] of places.entries()) {
      if (made.layout === 'places') place[0] = ((row % 3) - 1) * made.apart;
      place[columns - 1] += y[row];
      // one of each pair is the other one reflected at the origin, so that the boundary between them is there
      if (made.layout !== 'mirrored' || row % 2 === 0) continue;
      for (const [c, value] of places[row - 1].entries()) place[c] = -value;
    }
    const X = places.map(toRaw);

    const values = spectrumOf(spectrum, made.least, columns);
    const left = orthogonal(columns, seed + 2);
    const components = left.map((own) =>
      shift.map(
        (_, c) =>
          (made.size / unit) *
          own.reduce((sum, u, at) => sum + u * values[at] * right[at][c], 0),
      ),
    );
    const scale = shift.map(() => unit * (0.5 + random()));
    const knn =
      spectrum === 'none'
        ? new MetricKNN({ k, metric: false }).train(X, y)
        : MetricKNN.fromMetric(
            metricOf(
              components,
              made.isCentered ? shift : shift.map(() => 0),
              scale,
            ),
            X,
            y,
            { k },
          );
    const queries = Array.from({ length: QUERIES }, (_, at) => {
      const pick = () => places[Math.floor(random() * rows)];
      const [a, b, c, d] = [pick(), pick(), pick(), pick()];
      // the shift of the rows, along the smallest singular vector only unless the metric acts on it
      if (at % 3 === 2) return toRaw([...a.slice(0, -1), 4 * random() - 1]);
      // a point halfway, with a tiny displacement
      const aside = 10 ** (-18 * random());
      const isOrigin = made.layout === 'mirrored' && at % 3 === 0;
      return toRaw(
        a.map(
          (value, column) =>
            (isOrigin ? 0 : (value + b[column]) / 2) +
            aside * (d[column] - c[column]),
        ),
      );
    });
    return { knn, X, y, queries, components, scale, seed };
  });

function spectrumOf(name: string, least: number, columns: number): number[] {
  return Array.from({ length: columns }, (_, at) => {
    if (name === 'none') return 1;
    if (at === 0) return 1;
    if (name === 'rank 1') return 0;
    return name === 'two' ? least : least ** (at / (columns - 1));
  });
}

/** Orthonormal rows (Gram–Schmidt). */
function orthogonal(size: number, seed: number): number[][] {
  const basis: number[][] = [];
  for (const row of rowsOf(normals(size * size, seed), size)) {
    for (const other of basis) {
      const along = row.reduce((sum, value, at) => sum + value * other[at], 0);
      for (const [at, value] of other.entries()) row[at] -= along * value;
    }
    const length = Math.hypot(...row);
    basis.push(row.map((value) => value / length));
  }
  return basis;
}
