import type { Loss, MetricLearnerOptions } from 'ml-metric-learning';
import { MetricKNN, MetricLearner } from 'ml-metric-learning';
import { checkEstimator } from 'ml-metric-learning/testing';
import { describe, expect, test } from 'vitest';

const custom: Loss = {
  name: 'spread',
  prepare: () => ({
    evaluate({ values }, gradient) {
      let sum = 0;
      for (const [at, z] of values.entries()) {
        sum += (z * z - 1) ** 2 / values.length;
        gradient[at] += (4 * z * (z * z - 1)) / values.length;
      }
      return sum;
    },
  }),
};

const learners: Record<string, MetricLearnerOptions> = {
  'by default': {},
  'lmnn alone': { margin: false },
  'lmnn, active': { loss: { name: 'lmnn', impostors: 'active' } },
  'lmnn, squared': { loss: { name: 'lmnn', hinge: 'squared' } },
  nca: { loss: 'nca' },
  'nca alone': { loss: 'nca', margin: false },
  triplet: { loss: 'triplet' },
  'triplet, plain and smooth': {
    loss: { name: 'triplet', distance: 'plain', smooth: true },
  },
  none: { loss: 'none' },
  custom: { loss: custom },
  hinge: { margin: { shape: 'hinge', norm: 1 } },
  convex: { margin: { shape: 'convex', norm: Infinity } },
  raw: { margin: { units: 'raw' }, standardize: false },
  diagonal: { parameterization: 'diagonal' },
  compositional: { loss: 'triplet', parameterization: 'compositional' },
  'low rank, pca': { components: 2, init: 'pca' },
  'low rank, lda': { components: 2, init: 'lda' },
  random: { init: 'random' },
  adam: { solver: { name: 'adam', epochs: 3, batchSize: 16 } },
};

describe('every learner passes', () => {
  test.each(Object.entries(learners))('%s', async (_, options) => {
    const passed = await checkEstimator(() => new MetricLearner(options));
    expect(new Set(passed).size).toBeGreaterThan(15);
  });
});

describe('every classifier passes', () => {
  test.each([
    [{}],
    [{ k: 1 }],
    [{ k: 4, metric: false }],
    [{ metric: { loss: 'nca' } }],
    [{ metric: { parameterization: 'diagonal', loss: 'triplet' } }],
  ] as const)('%o', async (options) => {
    const passed = await checkEstimator(() => new MetricKNN(options));
    expect(new Set(passed).size).toBeGreaterThan(15);
  });
});

/** Estimators with one mistake each. */
const wrong: Array<[string, () => object, RegExp]> = [
  [
    'reverses the rows it is given',
    () =>
      new (class extends MetricLearner {
        override fit(X: number[][], y: string[]) {
          super.fit(X, y);
          X.reverse();
          return this;
        }
      })(),
    /^inputs are not modified: inputs have changed/,
  ],
  [
    'draws without a fixed seed',
    () => new MetricLearner({ init: 'random', seed: counter() }),
    /^two estimators fitted to the same data give identical results: results differ/,
  ],
  [
    'depends on its earlier fits',
    () =>
      new (class extends MetricLearner {
        #fits = 0;
        override transform(X: never): never {
          return super
            .transform(X as number[][])
            .map((row) => row.map((value) => value * this.#fits)) as never;
        }
        override fit(X: number[][], y: string[]) {
          super.fit(X, y);
          this.#fits++;
          return this;
        }
      })(),
    /^fitting again to the same data makes no difference: results of the second fit differ/,
  ],
  [
    'takes NaN for 0',
    () =>
      new (class extends MetricKNN {
        override train(X: never, y: never): never {
          const clean = Array.isArray(X)
            ? (X as number[][]).map((row) =>
                Array.from(row, (v) => (Number.isNaN(v) ? 0 : v)),
              )
            : X;
          return super.train(clean, y) as never;
        }
      })({ k: 1, metric: false }),
    /^invalid rows and labels are refused, and change nothing: NaN: must be refused, got no error/,
  ],
  [
    'prefers a label by its name',
    () =>
      new (class extends MetricKNN {
        override predict(X: never): never {
          const [label] = this.classes.toSorted((a, b) =>
            String(a) < String(b) ? -1 : 1,
          );
          const { length } = super.predict(X) as unknown as string;
          return new Array<typeof label>(length).fill(label) as never;
        }
        override toJSON(): never {
          throw new TypeError('not this one');
        }
      })(),
    /^the names of the labels make no difference: results with other names differ/,
  ],
];

const seeds = { last: 0 };
function counter(): number {
  return ++seeds.last;
}

test.each(wrong)(
  'an estimator that %s does not pass',
  async (_, create, message) => {
    await expect(checkEstimator(create as never)).rejects.toThrow(message);
  },
);

test('an invalid create is refused', async () => {
  await expect(checkEstimator({} as never)).rejects.toThrow(
    new TypeError('create must be a function, got an object'),
  );
  await expect(checkEstimator(() => ({}))).rejects.toThrow(
    'create must return an object with fit and transform, or with train and predict, got an object',
  );
});
