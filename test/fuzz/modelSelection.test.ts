/** Any JSON value as an argument of folds and searches gives an error that names an argument, or finite results. */
import {
  MetricKNN,
  choice,
  crossValidate,
  groupKFold,
  kFold,
  leaveOneOut,
  logUniform,
  search,
  shuffleSplit,
  stratifiedKFold,
  stratifiedShuffleSplit,
  uniform,
} from 'ml-metric-learning';
import { expect, test } from 'vitest';

import type { FuzzedCall } from '../oracles/expectFuzzedCall.ts';
import { expectFuzzedCall } from '../oracles/expectFuzzedCall.ts';
import { randomTable } from '../oracles/randomData.ts';

const { X, y } = randomTable(14, 3, 2, 5);
const dealing = { folds: 3, repeats: 2, seed: 1 };
const shuffling = { testSize: 0.3, repeats: 2, seed: 1 };
const metric = { triplets: { targets: 1 }, solver: { name: 'lbfgs' } };
const splits = [{ train: [0, 1, 2, 3, 4, 5], test: [6, 7] }];
const classifier = ['Class', 'classifier', 'rows', 'scoring', 'metric'];

const find = search as (...given: unknown[]) => ReturnType<typeof search>;

const calls: Record<string, FuzzedCall> = {
  stratifiedKFold: { valid: { y, options: dealing }, run: stratifiedKFold },
  kFold: { valid: { rows: X, options: dealing }, run: kFold },
  'kFold of a number': { valid: { rows: 14, options: dealing }, run: kFold },
  leaveOneOut: { valid: { rows: 14 }, run: leaveOneOut },
  groupKFold: {
    valid: { groups: [0, 0, 1, 2, 2], options: { folds: 3 } },
    run: groupKFold,
  },
  shuffleSplit: { valid: { rows: 14, options: shuffling }, run: shuffleSplit },
  stratifiedShuffleSplit: {
    valid: { y, options: shuffling },
    run: stratifiedShuffleSplit,
  },
  uniform: { valid: { low: 0, high: 1 }, run: uniform },
  logUniform: { valid: { low: 0.1, high: 1 }, run: logUniform },
  choice: {
    valid: { values: [1, 'a', null] },
    // the values themselves may be anything
    run: (values: never[]) => choice(values).choice.length,
  },
  crossValidate: {
    valid: {
      Class: MetricKNN,
      options: { k: 1, metric: false },
      X,
      y,
      validation: {
        ...dealing,
        scoring: ['accuracy', 'meanRadius', 'logLoss', 'brier'],
      },
    },
    run: crossValidate,
    names: classifier,
  },
  'crossValidate by splits': {
    valid: {
      Class: MetricKNN,
      options: { k: 1, metric },
      X,
      y,
      validation: { folds: splits, scoring: 'meanRadius' },
    },
    run: crossValidate,
    // radii are infinite if nothing can change a prediction
    mayBeInfinite: true,
    names: classifier,
  },
  search: {
    valid: {
      Class: MetricKNN,
      space: {
        k: [1, 2],
        metric: {
          ...metric,
          margin: { choice: [false, { weight: { logUniform: [0.1, 1] } }] },
          seed: 1,
        },
      },
      X,
      y,
      options: {
        folds: 2,
        repeats: 1,
        seed: 1,
        samples: 3,
        scoring: 'accuracy',
        halving: { factor: 2, minRows: 4 },
      },
    },
    // options are returned as they were given
    run: async (...given: never[]) => {
      const { best, results } = await find(...given);
      return [
        best.scores,
        results.map((tried) => 'scores' in tried && tried.scores),
      ];
    },
    names: [...classifier, 'signal', 'onProgress', 'executor'],
    runs: 150,
  },
};

test.each([kFold, leaveOneOut, shuffleSplit])(
  'more rows than an array holds: %o',
  (split) => {
    expect(() => split(2 ** 40)).toThrow(
      new RangeError(
        'rows must be at most 4294967295 (the maximum length of an array), got 1099511627776',
      ),
    );
  },
);

test.each(Object.entries(calls))('%s', (_, call) => expectFuzzedCall(call));
