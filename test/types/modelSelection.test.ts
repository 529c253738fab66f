/** Results of cross-validation and search are typed by the class, the space and the scores. */
import type { ScoreFigures } from 'ml-metric-learning';
import {
  MetricKNN,
  crossValidate,
  logUniform,
  search,
} from 'ml-metric-learning';
import { expect, expectTypeOf, test } from 'vitest';

import { randomTable } from '../oracles/randomData.ts';

const { X, y } = randomTable(40, 2, 2, 1);

test('scores have the names that were asked for', () => {
  const plain = crossValidate(MetricKNN, { k: 1, metric: false }, X, y);
  expectTypeOf(plain.scores).toEqualTypeOf<Record<'accuracy', ScoreFigures>>();
  const several = crossValidate(MetricKNN, { k: 1, metric: false }, X, y, {
    scoring: ['macroF1', { name: 'certifiedAccuracy', radius: 0.5 }],
  });
  expectTypeOf(several.scores).toEqualTypeOf<
    Record<'macroF1' | 'certifiedAccuracy@0.5', ScoreFigures>
  >();
  const own = crossValidate(MetricKNN, { k: 1, metric: false }, X, y, {
    scoring: (knn, rows, labels) => knn.score(rows, labels),
  });
  expectTypeOf(own.scores).toEqualTypeOf<Record<string, ScoreFigures>>();
  expect(Object.keys(several.scores)).toStrictEqual([
    'macroF1',
    'certifiedAccuracy@0.5',
  ]);
  expect(plain.scores.accuracy.mean).toBe(own.scores.score.mean);
});

test('options of candidates are those of the space, and of the class', async () => {
  const { best } = await search(
    MetricKNN,
    {
      k: [1, 3],
      metric: [false, { loss: ['lmnn', 'nca'], margin: { weight: 0.5 } }],
    },
    X,
    y,
    { scoring: ['accuracy', 'meanRadius'], folds: 2 },
  );
  expectTypeOf(best.options.k).toEqualTypeOf<1 | 3>();
  expectTypeOf(best.scores.meanRadius.mean).toEqualTypeOf<number>();
  expect(new MetricKNN(best.options).options).toStrictEqual(best.options);
});

test('a space that is a variable, and distributions', async () => {
  const space = {
    k: [1, 3],
    metric: { loss: ['lmnn'], margin: { weight: logUniform(0.1, 1) } },
  };
  const { best } = await search(MetricKNN, space, X, y, {
    samples: 2,
    folds: 2,
  });
  expectTypeOf(best.options.k).toEqualTypeOf<number>();
  expectTypeOf(best.options.metric.margin.weight).toEqualTypeOf<number>();
  const knn = new MetricKNN(best.options).train(X, y);
  expectTypeOf(knn.predict([1, 2])).toEqualTypeOf<string>();
  expect(knn.fitted).toBe(true);
});
