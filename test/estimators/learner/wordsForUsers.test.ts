/** Errors that say what to do instead, where users of other libraries stumble. */
import fc from 'fast-check';
import { MetricKNN, MetricLearner, crossValidate } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { randomTable } from '../../oracles/randomData.ts';

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

const create = (options: object) => () => new MetricLearner(options);

test.each([
  ['maxIterations', 'solver.maxIterations'],
  ['tolerance', 'solver.tolerance'],
  ['norm', 'margin.norm'],
  ['targets', 'triplets.targets'],
  ['n_components', 'components'],
])('option %s in the wrong place, or by another name: %s', (given, right) => {
  const message = `unknown option '${given}' in options, did you mean '${right}'?`;
  expect(create({ [given]: 10 })).toThrow(new TypeError(message));
  expect(() => new MetricLearner({ mean: [{ [given]: 10 }] })).toThrow(
    new TypeError(`mean[0]: ${message}`),
  );
});

test('a loss in capitals', () => {
  expect(create({ loss: 'LMNN' })).toThrow("did you mean 'lmnn'?");
});

test.each(['itml', 'mmc', 'sdml', 'lsml', 'rca', 'lfda', 'mlkr', 'SCML'])(
  '%s, a method of other libraries, with what there is instead',
  (loss) => {
    const pattern = new RegExp(
      `^loss '${loss}' is not part of this library: .+`,
    );
    expect(create({ loss })).toThrow(pattern);
    expect(create({ loss: { name: loss } })).toThrow(pattern);
  },
);

describe('a quantity instead of classes', () => {
  const { X } = randomTable(150, 3, 2, 1);
  const quantity = X.map(([first]) => first);

  test.each([
    ['a learner', () => new MetricLearner().fit(X, quantity)],
    ['a classifier', () => new MetricKNN().train(X, quantity)],
    ['a cross-validation', () => crossValidate(MetricKNN, {}, X, quantity)],
  ])('is refused by %s', (_, run) => {
    expect(run).toThrow(
      new RangeError(
        'y must hold classes, got 150 different numbers in 150 rows: this learns classes, not a quantity',
      ),
    );
  });

  test('numbers of many rows each are classes', () => {
    const classes = quantity.map((_, row) => (row % 40) / 7);
    const knn = new MetricKNN({ k: 1 }).train(X, classes);
    expect(knn.classes).toHaveLength(40);
  });
});

test('an error text stays short, whatever the name of an option', () => {
  const names = fc.string({ minLength: 1, maxLength: 5000 });
  fc.assert(
    fc.property(names, names, (name, value) => {
      const given = { [`${name}?`]: value };
      for (const options of [
        given,
        { margin: given },
        { solver: { name: 'lbfgs', ...given } },
        { loss: `${value}?` },
      ]) {
        const message = messageOf(create(options));
        expect(message).not.toBe('');
        expect(message.length).toBeLessThan(300);
      }
    }),
  );
});
