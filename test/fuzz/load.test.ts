/**
 * Saved estimators after any change of the file: `load` refuses it with an error that names the part, or the result
 * works. The memory used is proportional to the file, whatever it claims.
 */
import fc from 'fast-check';
import { MetricKNN, MetricLearner } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import {
  expectCleanPrototype,
  expectDocumented,
  expectFinite,
  namesIn,
} from '../oracles/expectDocumentedErrorOrFinite.ts';
import { mutated } from '../oracles/junk.ts';
import { randomTable } from '../oracles/randomData.ts';

const { X, y } = randomTable(12, 3, 2, 5);
const options = {
  loss: { name: 'lmnn', push: 0.5 },
  margin: { weight: 1, target: 'auto' },
  triplets: { targets: 2, impostors: 3 },
  components: 2,
  init: [
    [1, 0, 0],
    [0, 1, 1],
  ],
  solver: { name: 'lbfgs', maxIterations: 3, tolerance: 0.01 },
  seed: 1,
} as const;
const metric = new MetricLearner(options).fit(X, y);
const compositional = new MetricLearner({
  parameterization: { name: 'compositional', bases: options.init },
  solver: options.solver,
  margin: false,
}).fit(X, y);
const knn = new MetricKNN({ k: 3, metric: options }).train(X, y);
const json = (value: object) => {
  const text = JSON.stringify(value);
  return JSON.parse(text) as object;
};

const metrics = { metric, compositional, unfitted: new MetricLearner(options) };
const classifiers = {
  knn,
  frozen: MetricKNN.fromMetric(metric, X, y, { k: 1 }),
  changed: MetricKNN.load(JSON.stringify(knn)).addRows(X, y),
  plain: new MetricKNN({ k: 2, metric: false }).train(X, y),
  untrained: new MetricKNN({ metric: options }),
};

/** A row of the width of the damaged model; zeros, so that distances stay small. */
function rowFor(columns: number): number[][] {
  return [new Array<number>(columns).fill(0)];
}

function expectWorkingMetric(learner: MetricLearner): void {
  expectFinite(json(learner), false);
  if (!learner.fitted) return;
  const row = rowFor(learner.center.length);
  expectAnswer(() => learner.transform(row));
  expectAnswer(() => learner.components.to2DArray());
  expectFinite(learner.summary, false);
}

function expectWorkingClassifier(classifier: MetricKNN): void {
  const saved = json(classifier) as ReturnType<MetricKNN['toJSON']>;
  expectFinite(saved, false);
  if (!saved.model) return;
  const row = rowFor(saved.model.X[0].length);
  expectAnswer(() => classifier.predict(row));
  expectAnswer(() => classifier.kneighbors(row));
  expect(classifier.classes).toContain(saved.model.y[0]);
}

// rows of a file may be so far apart that distances overflow, which an error reports when they are used
function expectAnswer(ask: () => unknown): void {
  let answer: unknown;
  try {
    answer = ask();
  } catch (error) {
    expectDocumented(error, { names: new Set(['distance', 'X', 'rows']) });
    return;
  }
  expectFinite(answer, false);
}

function expectErrorOrWorkingLoad<Estimator extends object>(
  saved: Estimator,
  load: (file: unknown) => Estimator,
  use: (loaded: Estimator) => void,
): void {
  const valid = { json: json(saved) };
  const names = namesIn(valid).add('metric').add('k').add('rows');
  use(load(valid.json));
  fc.assert(
    fc.property(mutated(valid), fc.boolean(), (file, isText) => {
      const given = isText ? JSON.stringify(file.json) : file.json;
      let loaded: Estimator;
      try {
        loaded = load(given);
      } catch (error) {
        return expectDocumented(error, { names });
      } finally {
        expectCleanPrototype();
      }
      use(loaded);
    }),
    { numRuns: 1500 },
  );
}

describe('any change of a file', () => {
  test.each(Object.entries(metrics))('of a metric: %s', (_, saved) => {
    expectErrorOrWorkingLoad(
      saved,
      (file) => MetricLearner.load(file),
      expectWorkingMetric,
    );
  });

  test.each(Object.entries(classifiers))('of a classifier: %s', (_, saved) => {
    expectErrorOrWorkingLoad(
      saved,
      (file) => MetricKNN.load(file),
      expectWorkingClassifier,
    );
  });
});

test('any change of the text', () => {
  const text = JSON.stringify(knn);
  const names = namesIn({ json: json(knn) })
    .add('metric')
    .add('rows');
  const change = fc.record({
    at: fc.nat(text.length - 1),
    length: fc.constantFrom(0, 1, 1, 2, 9),
    by: fc.constantFrom(
      '',
      '0',
      '9',
      '-',
      '.',
      ',',
      'e9',
      'e999',
      '"',
      '[',
      '{',
      '}',
      ']',
      'null',
      '"__proto__":',
    ),
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 2 }), (changes) => {
      let file = text;
      for (const { at, length, by } of changes) {
        file = file.slice(0, at) + by + file.slice(at + length);
      }
      let loaded: MetricKNN;
      try {
        loaded = MetricKNN.load(file);
      } catch (error) {
        return expectDocumented(error, { names });
      } finally {
        expectCleanPrototype();
      }
      expectWorkingClassifier(loaded);
    }),
    { numRuns: 1500 },
  );
});

/** The saved classifier with the part at a path replaced. */
function withPart(path: string, value: unknown): unknown {
  const file = json(knn) as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop() as string;
  let part = file;
  for (const key of keys) part = part[key] as Record<string, unknown>;
  part[last] = value;
  return file;
}

const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

describe('a file with lengths that do not match its data', () => {
  // 2 · 10⁵ rows of as many columns would take 320 GB
  const many = 200_000;
  const long = new Array<number>(many).fill(1);
  const rows = [long, ...Array.from({ length: many - 1 }, () => [])];

  test.each(['model.X', 'model.metric.components', 'options.metric.init'])(
    'one long row, then empty ones: %s',
    (path) => {
      const held = process.memoryUsage().arrayBuffers;
      expect(() => MetricKNN.load(withPart(path, rows))).toThrow(
        /\[[01]\] must have \d+ columns, got \d+$/,
      );
      expect(process.memoryUsage().arrayBuffers - held).toBeLessThan(8 * many);
    },
  );

  test.each([
    ['options.k', 1e9],
    ['options.metric.components', 1e9],
    ['model.metric.center', { length: 1e9 }],
    ['model.X', { length: 1e9 }],
    ['model.y', { length: 1e9 }],
  ])('a large %s', (path, value) => {
    expect(() => MetricKNN.load(withPart(path, value))).toThrow(
      /^(?:metric: )?(?:json|k |rows|components)/,
    );
  });

  test.each([
    'name',
    'version',
    'options.metric.loss',
    'options.metric.init',
    'model.metric.components',
    'model.metric.summary.history',
    'model.X',
    'model.y',
  ])('nested a hundred thousand times: %s', (path) => {
    const file = JSON.stringify(withPart(path, '…')).replace('"…"', deep);
    let error: unknown;
    try {
      MetricKNN.load(file);
    } catch (error_) {
      error = error_;
    }
    expect([TypeError, RangeError]).toContain(error?.constructor);
  });
});
