import fc from 'fast-check';
import { MetricKNN } from 'ml-metric-learning';

import { seededRandom } from '../../src/data/random.ts';

import { metricOf } from './metricOf.ts';
import { normals, rowsOf } from './randomData.ts';

/** Arbitrary ingredients of a problem. */
const ingredients = {
  columns: fc.integer({ min: 1, max: 5 }),
  /** Rows of L; 0: no metric at all. */
  components: fc.integer({ min: 0, max: 5 }),
  /** The rank of L; 0: all distances are 0. */
  rank: fc.integer({ min: 0, max: 5 }),
  rows: fc.integer({ min: 11, max: 60 }),
  queries: fc.integer({ min: 1, max: 12 }),
  classes: fc.integer({ min: 2, max: 6 }),
  k: fc.integer({ min: 1, max: 11 }),
  /** The spacing of a grid on which rows coincide and tie; 0: no grid. */
  grid: fc.constantFrom(0, 1, 2),
  /** The distance between classes. */
  spread: fc.constantFrom(0, 1, 3),
  /** The distance of the rows from the origin, in units of their spread: far away, rounding errors are visible. */
  offset: fc.constantFrom(0, 0, 1e3, 1e7),
  seed: fc.integer({ min: 1, max: 2 ** 31 }),
};

/** A trained classifier, and rows to predict. */
export interface ClassifierProblem {
  knn: MetricKNN;
  X: number[][];
  y: number[];
  queries: number[][];
  /** The standard deviations of the classifier. */
  scale: number[];
  seed: number;
}

/** Random classifiers: metrics of any rank, duplicates and ties, 1 to 11 votes, 2 to 6 classes. */
export const classifierProblem: fc.Arbitrary<ClassifierProblem> = fc
  .record(ingredients)
  .map(createProblem);

type Recipe = {
  [
    Name in keyof typeof ingredients
  ]: (typeof ingredients)[Name] extends fc.Arbitrary<infer Value>
    ? Value
    : never;
};

function createProblem({
  columns,
  rows,
  queries,
  classes,
  k,
  grid,
  spread,
  offset,
  components,
  rank,
  seed,
}: Recipe): ClassifierProblem {
  const random = seededRandom(seed);
  const y = Array.from({ length: rows }, () => Math.floor(random() * classes));
  const table = (count: number, own: number, labels?: number[]) =>
    rowsOf(normals(count * columns, own), columns).map((row, at) =>
      row.map((value, column) => {
        const label = labels ? labels[at] : at % classes;
        const moved = value + (column % 2 ? 0 : spread * label);
        return (grid ? Math.round(moved * grid) : moved) + offset;
      }),
    );
  const X = table(rows, seed, y);
  const asked = table(queries, seed + 1);
  // a training row, which is its own neighbour
  asked.push(X[0]);
  if (components === 0) {
    const knn = new MetricKNN({ k, metric: false }).train(X, y);
    return { knn, X, y, queries: asked, scale: deviations(X), seed };
  }
  const inner = Math.min(rank, components, columns);
  const left = rowsOf(normals(components * inner, seed + 2), inner || 1);
  const right = rowsOf(normals(inner * columns, seed + 3), columns);
  const scale = Array.from(normals(columns, seed + 4), (x) => 0.1 + x * x);
  const L = Array.from({ length: Math.min(components, columns) }, (_, r) =>
    scale.map((__, c) =>
      right.reduce((sum, row, at) => sum + left[r][at] * row[c], 0),
    ),
  );
  const center = scale.map(() => offset);
  const knn = MetricKNN.fromMetric(metricOf(L, center, scale), X, y, { k });
  return { knn, X, y, queries: asked, scale, seed };
}

// the standard deviation of a column; 1, if it is constant
function deviations(X: number[][]): number[] {
  return X[0].map((_, column) => {
    const values = X.map((row) => row[column]);
    const mean = values.reduce((a, b) => a + b) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return Math.sqrt(squares / values.length) || 1;
  });
}
