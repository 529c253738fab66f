import type { Loss } from 'ml-metric-learning';
import { MetricLearner } from 'ml-metric-learning';
import { checkGradient } from 'ml-metric-learning/testing';
import { describe, expect, test } from 'vitest';

import { lmnn } from '../../src/losses/lmnn.ts';
import { nca } from '../../src/losses/nca.ts';
import { labelsOf, randomClasses, rowsOf } from '../oracles/randomData.ts';

const data = randomClasses(60, 3, 2, 9);
const X = rowsOf(data.values, data.columns);
const y = labelsOf(data);

type Evaluate = (
  embedding: { values: Float64Array; rows: number; columns: number },
  gradient: Float64Array,
) => number;

/** Half the mean of squares; from the given evaluation on, `wrong` replaces it. */
function createLoss(wrong?: Evaluate, from = 1): Loss {
  return {
    name: 'shrink',
    prepare: () => {
      let evaluations = 0;
      const evaluate: Evaluate = (embedding, gradient) => {
        evaluations++;
        if (wrong && evaluations >= from) return wrong(embedding, gradient);
        const { values, rows } = embedding;
        let sum = 0;
        for (const [at, value] of values.entries()) {
          sum += value * value;
          gradient[at] += value / rows;
        }
        return sum / (2 * rows);
      };
      return { evaluate };
    },
  };
}

function createCustom(prepare: Loss['prepare']): Loss {
  return { name: 'own', prepare };
}

test('learns with a margin without code for it', () => {
  const metric = new MetricLearner({ loss: createLoss() }).fit(X, y);
  expect(metric.summary.margin).toBeGreaterThan(0);
  expect(metric.summary.loss).toBeGreaterThan(0);
});

test('works in batches, streams and pauses', async () => {
  const loss = createLoss();
  const solver = { name: 'adam', epochs: 2, batchSize: 20 } as const;
  const metric = new MetricLearner({ loss, solver }).fit(X, y);
  const paused = await new MetricLearner({ loss, solver }).fitAsync(X, y);
  expect(paused.components).toStrictEqual(metric.components);
  await new MetricLearner({ loss }).fitStream([{ X, y }]);
});

test('a generator can pause', async () => {
  const plain = createLoss();
  const loss: Loss = {
    name: 'pausing',
    prepare: (...context) => {
      const prepared = plain.prepare(...context);
      return {
        *evaluate(embedding, gradient) {
          yield undefined;
          return prepared.evaluate(embedding, gradient) as number;
        },
      };
    },
  };
  const expected = new MetricLearner({ loss: plain }).fit(X, y);
  const metric = await new MetricLearner({ loss }).fitAsync(X, y);
  expect(metric.components).toStrictEqual(expected.components);
});

test('cannot be saved, the error says so, and the options contain it', () => {
  const loss = createLoss();
  const metric = new MetricLearner({ loss, seed: 3 }).fit(X, y);
  expect(metric.options).toStrictEqual({ loss, seed: 3 });
  expect(() => JSON.stringify(metric)).toThrow(
    /^a custom loss cannot be saved, got loss 'shrink'/,
  );
});

describe('cannot modify the data it receives', () => {
  /** Calls `spoil` with all arguments of `prepare`, then and at each evaluation. */
  const spoiling = (spoil: (...given: Parameters<Loss['prepare']>) => void) =>
    createCustom((...given) => {
      spoil(...given);
      const prepared = createLoss().prepare(...given);
      return {
        evaluate: (embedding, gradient) => {
          spoil(...given);
          const value = prepared.evaluate(embedding, gradient);
          // its own object as well, except for the numbers
          embedding.columns = 7;
          return value;
        },
      };
    });

  test.each(['lbfgs', { name: 'adam', epochs: 2, batchSize: 20 }] as const)(
    'the margin and later batches use the original data, %o',
    (solver) => {
      const spoiled = spoiling((own, triplets) => {
        own.values.fill(5);
        own.codes.fill(1);
        own.classes.pop();
        own.rows = 3;
        const { anchors, targets, impostors, pairs } = triplets;
        const { targetPairs, impostorPairs } = triplets;
        for (const rows of [anchors, targets, impostors]) rows.reverse();
        for (const ends of [pairs.first, pairs.second]) ends.fill(0);
        for (const places of [targetPairs, impostorPairs]) places.fill(1);
        triplets.length = 2;
      });
      const honest = new MetricLearner({ loss: createLoss(), solver });
      const metric = new MetricLearner({ loss: spoiled, solver });
      expect(metric.fit(X, y).summary).toStrictEqual(honest.fit(X, y).summary);
      expect(metric.components).toStrictEqual(honest.components);
    },
  );
});

describe('errors name the fault', () => {
  const cases: Array<[string, Loss, new (text: string) => Error, string]> = [
    [
      'NaN',
      createLoss(() => Number.NaN),
      RangeError,
      "loss 'shrink' must return a finite number from evaluate, got NaN (iteration 0)",
    ],
    [
      'an undefined value',
      createLoss(() => undefined as never),
      TypeError,
      "loss 'shrink' must return a number from evaluate, got undefined (iteration 0)",
    ],
    [
      'NaN in the gradient',
      createLoss((_, gradient) => {
        gradient[4] = Number.NaN;
        return 1;
      }),
      RangeError,
      "loss 'shrink' must have a finite gradient, got NaN at [4] (iteration 0)",
    ],
    [
      'a write beyond the gradient',
      createLoss((_, gradient) => {
        gradient.set([1], gradient.length);
        return 1;
      }),
      Error,
      "loss 'shrink' failed in evaluate: offset is out of bounds (iteration 0)",
    ],
    [
      'a changed embedding',
      createLoss(({ values }) => {
        values[0] = 5;
        return 1;
      }),
      RangeError,
      "loss 'shrink' must not change the embedding (iteration 0)",
    ],
    [
      'prepare that throws',
      createCustom(() => {
        throw new Error('not today');
      }),
      Error,
      "loss 'own' failed in prepare: not today (iteration 0)",
    ],
    [
      'prepare that returns something else',
      createCustom(() => 5 as never),
      TypeError,
      "loss 'own' must return an object with a function evaluate from prepare, got 5 (iteration 0)",
    ],
  ];

  test.each(cases)('%s', (_, loss, kind, message) => {
    const metric = new MetricLearner({ loss });
    let thrown: unknown;
    try {
      metric.fit(X, y);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(kind);
    expect((thrown as Error).message).toBe(message);
    expect(metric.fitted).toBe(false);
  });

  test('errors name the iteration', () => {
    // the first evaluation is that of the start
    const metric = new MetricLearner({ loss: createLoss(() => Number.NaN, 2) });
    expect(() => metric.fit(X, y)).toThrow(
      "loss 'shrink' must return a finite number from evaluate, got NaN (iteration 1)",
    );
    expect(metric.fitted).toBe(false);
  });

  test('a write at an index that is not an integer, in any evaluation', () => {
    const nowhere: Evaluate = (_, gradient) => {
      gradient[undefined as never] = 1;
      return 1;
    };
    const metric = new MetricLearner({ loss: createLoss(nowhere, 3) });
    expect(() => metric.fit(X, y)).toThrow(
      "loss 'shrink' failed in evaluate: Cannot add property undefined, object is not extensible (iteration 2)",
    );
  });

  describe('a promise instead of a result, whose rejection is handled', () => {
    const late = async () => {
      throw new Error('too late');
    };
    const promises: Array<[string, Loss, string]> = [
      [
        'from evaluate',
        createCustom(() => ({ evaluate: late as never })),
        "loss 'own' must return a number from evaluate, got a Promise (iteration 0)",
      ],
      [
        'from prepare',
        createCustom(late as never),
        "loss 'own' must return an object with a function evaluate from prepare, got a Promise (iteration 0)",
      ],
      [
        'from refresh',
        createCustom((...given) => ({
          ...createLoss().prepare(...given),
          refresh: late as never,
        })),
        "loss 'own' must return a boolean from refresh, got a Promise (iteration 0)",
      ],
    ];

    test.each(promises)('%s', async (_, loss, message) => {
      const rejected: unknown[] = [];
      const listen = (reason: unknown) => rejected.push(reason);
      process.on('unhandledRejection', listen);
      const metric = new MetricLearner({ loss });
      expect(() => metric.fit(X, y)).toThrow(new TypeError(message));
      // unhandled rejections are reported once all promises have been processed
      await new Promise((resolve) => {
        setTimeout(resolve);
      });
      process.off('unhandledRejection', listen);
      expect(rejected).toStrictEqual([]);
    });

    test('from a generator', () => {
      const loss = createCustom(() => ({
        evaluate: async function* evaluate() {
          yield 1;
        } as never,
      }));
      expect(() => new MetricLearner({ loss }).fit(X, y)).toThrow(
        new TypeError(
          "loss 'own' must return a number from evaluate, got an object (iteration 0)",
        ),
      );
    });
  });

  test('the batch of a stream is named', async () => {
    let batches = 0;
    function* stream() {
      for (; batches < 9; batches++) yield { X, y };
    }
    const loss = createLoss(() => (batches === 7 ? Number.NaN : 1));
    const metric = new MetricLearner({ loss });
    await expect(metric.fitStream(stream())).rejects.toThrow(
      "loss 'shrink' must return a finite number from evaluate, got NaN (batches[7])",
    );
    expect(metric.fitted).toBe(false);
  });

  test('the last batch of a stream is named when it is evaluated again', async () => {
    let ended = false;
    function* stream() {
      yield { X, y };
      yield { X, y };
      ended = true;
    }
    const loss = createLoss(() => (ended ? Number.NaN : 1));
    const metric = new MetricLearner({ loss });
    await expect(metric.fitStream(stream())).rejects.toThrow(
      "loss 'shrink' must return a finite number from evaluate, got NaN (batches[1])",
    );
    expect(metric.fitted).toBe(false);
  });

  const notLosses: Array<[unknown, string]> = [
    [
      { name: '', prepare: () => 1 },
      "loss.name must be a string that is not empty, got ''",
    ],
    [
      { prepare: () => 1 },
      'loss.name must be a string that is not empty, got undefined',
    ],
    [{ name: 'a', prepare: 3 }, 'loss.prepare must be a function, got 3'],
  ];

  test.each(notLosses)('an object that is not a loss: %o', (loss, message) => {
    expect(() => new MetricLearner({ loss: loss as never })).toThrow(
      new TypeError(message),
    );
  });
});

describe('checkGradient', () => {
  test.each([
    'lmnn',
    'nca',
    { name: 'triplet', distance: 'plain', smooth: true },
    { name: 'lmnn', hinge: 'squared', impostors: 'active' },
    createLoss(),
  ] as const)('accepts the gradient of %o', (loss) => {
    const { relativeError } = checkGradient(loss, { X, y });
    expect(relativeError).toBeLessThan(1e-7);
  });

  test('finds a wrong gradient and its entry', () => {
    const loss = createLoss((embedding, gradient) => {
      gradient[7] += 1;
      return embedding.values[7] ** 2 / 2;
    });
    expect(() => checkGradient(loss, { X, y })).toThrow(
      /^the gradient of loss 'shrink' must be the derivative of its value, .* the largest error is at row 3, column 1: 1, but .* by central differences$/,
    );
  });

  test('finds a gradient that is overwritten', () => {
    const loss = createLoss(({ values }, gradient) => {
      gradient.set(values);
      return values.reduce((sum, value) => sum + value ** 2 / 2, 0);
    });
    // the guard passes a gradient of zeros to every loss, so that this does no harm
    expect(new MetricLearner({ loss }).fit(X, y).fitted).toBe(true);
    expect(() => checkGradient(loss, { X, y })).toThrow(
      "loss 'shrink' must add to the gradient, but overwrites it",
    );
  });

  test('finds a value that differs between evaluations', () => {
    let calls = 0;
    const loss = createLoss(() => calls++);
    expect(() => checkGradient(loss, { X, y })).toThrow(
      "loss 'shrink' must depend on the embedding only",
    );
  });
});

test.each(['none', 'lmnn', 'nca', 'triplet'])(
  "a custom loss can be called '%s'",
  (name) => {
    const loss: Loss = { ...createLoss(), name };
    const metric = new MetricLearner({ loss, margin: false });
    const other = new MetricLearner({ loss: createLoss(), margin: false });
    expect(metric.fit(X, y).summary).toStrictEqual(other.fit(X, y).summary);
  },
);

test.each([
  ['nca', nca(), {}],
  // with a margin, the gradients of both are added at once, with other rounding errors
  ['lmnn', lmnn(), false],
] as const)(
  'a custom loss that wraps a built-in learns the same metric, restarts included: %s',
  (name, { prepare }, margin) => {
    const own: Loss = { name: 'mine', prepare };
    const builtIn = new MetricLearner({ loss: name, margin }).fit(X, y);
    const metric = new MetricLearner({ loss: own, margin }).fit(X, y);
    expect(metric.summary).toStrictEqual(builtIn.summary);
    expect(metric.components).toStrictEqual(builtIn.components);
  },
);
