import KNN from 'ml-knn';
import type { ProgressReport } from 'ml-metric-learning';
import { MetricLearner, adversarialExample } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { runSync } from '../../../src/async/work.ts';
import { encodeLabels } from '../../../src/data/labels.ts';
import { mineTriplets } from '../../../src/neighbors/triplets/mineTriplets.ts';
import {
  labelsOf,
  normals,
  randomClasses,
  rowsOf,
} from '../../oracles/randomData.ts';

interface Rows {
  X: number[][];
  y: string[];
}

/** Two columns that separate three classes, and four noise columns of larger variance. */
function createBatch(rows: number, seed: number): Rows {
  const codes = Array.from({ length: rows }, (_, row) => row % 3);
  const noise = rowsOf(normals(rows * 6, seed), 6);
  const X = noise.map((row, at) =>
    row.map((value, k) =>
      k < 2 ? 0.3 * value + codes[at] * (k - 0.5) : 5 * value + 100,
    ),
  );
  return { X, y: codes.map((code) => `class ${code}`) };
}

async function* createStream(batches: number): AsyncGenerator<Rows> {
  for (let seed = 1; seed <= batches; seed++) {
    yield createBatch(300, seed);
  }
}

function accuracy(metric: MetricLearner): number {
  const train = createBatch(300, 1001);
  const test = createBatch(300, 1002);
  const knn = new KNN(metric.transform(train.X), train.y, {
    k: 3,
    distance: metric.embeddingDistance,
  });
  const predictions = knn.predict(metric.transform(test.X));
  const labels = test.y;
  return predictions.filter((label, at) => label === labels[at]).length / 300;
}

test.each([{}, { loss: 'nca' }, { parameterization: 'diagonal' }] as const)(
  'reaches the objective of fit on a sample, %o',
  async (options) => {
    const streamed = new MetricLearner(options);
    await streamed.fitStream(createStream(30));
    const { X, y } = createBatch(900, 2000);
    const fitted = new MetricLearner(options).fit(X, y);
    // three standard errors of the difference at accuracies of about 0.95
    expect(accuracy(streamed)).toBeGreaterThan(accuracy(fitted) - 0.04);
  },
);

test('the same stream gives the same bits from any kind of iterable', async () => {
  const batches = [createBatch(300, 1), createBatch(200, 2)];
  async function* stream() {
    for (const batch of batches) {
      yield batch;
    }
  }
  const once = await new MetricLearner().fitStream(batches);
  const again = await new MetricLearner().fitStream(stream());
  expect(JSON.stringify(again)).toBe(JSON.stringify(once));
  expect(MetricLearner.load(JSON.stringify(once)).toJSON()).toStrictEqual(
    once.toJSON(),
  );
});

test('columns are standardized by the moments of all rows', async () => {
  const batches = [1, 2, 3, 4].map((seed) => createBatch(90 * seed, seed));
  const X = batches.flatMap((batch) => batch.X);
  const y = batches.flatMap((batch) => batch.y);
  const streamed = await new MetricLearner().fitStream(batches);
  const fitted = new MetricLearner({
    solver: { name: 'lbfgs', maxIterations: 0 },
  }).fit(X, y);
  for (const [k, mean] of fitted.center.entries()) {
    expect(streamed.center[k]).toBeCloseTo(mean, 12);
    expect(streamed.scale[k]).toBeCloseTo(fitted.scale[k], 12);
  }
});

test.each([1e-170, 1e170])(
  'columns of magnitude %s are accepted, as fit accepts them',
  async (size) => {
    const { X, y } = createBatch(90, 1);
    const scaled = X.map((row) => row.map((x) => size * x));
    const stream = [
      { X: scaled.slice(0, 60), y: y.slice(0, 60) },
      { X: scaled.slice(60), y: y.slice(60) },
    ];
    const streamed = await new MetricLearner().fitStream(stream);
    const fitted = new MetricLearner().fit(scaled, y);
    for (const [k, deviation] of fitted.scale.entries()) {
      expect(streamed.scale[k] / deviation).toBeCloseTo(1, 12);
      expect(streamed.center[k] / size).toBeCloseTo(
        fitted.center[k] / size,
        12,
      );
    }
  },
);

test('without standardizing, deviations are not measured', async () => {
  const options = { standardize: false, margin: false } as const;
  const { X, y } = createBatch(90, 1);
  const tiny = X.map((row) => row.map((x) => 1e-170 * x));
  const metric = await new MetricLearner(options).fitStream([{ X: tiny, y }]);
  expect(metric.fitted).toBe(true);
  expect(metric.scale).toStrictEqual([1, 1, 1, 1, 1, 1]);
});

test('margins in raw units use the running deviations, not those of the first batch', async () => {
  const { X, y } = createBatch(90, 1);
  // large columns that are tiny in the first batch
  const quiet = X.map((row) => row.map((x, k) => (k < 2 ? x : x / 1000)));
  const metric = await new MetricLearner({
    loss: 'none',
    margin: { units: 'raw', target: 3, shape: 'hinge' },
  }).fitStream([{ X: quiet, y }, createBatch(900, 2), { X, y }]);

  const { center, scale, summary } = metric;
  const values = X.flatMap((row) =>
    row.map((x, k) => (x - center[k]) / scale[k]),
  );
  const { codes, classes } = encodeLabels(y, 'y');
  const { anchors, targets, impostors, length } = runSync(
    mineTriplets(
      {
        values: Float64Array.from(values),
        rows: 90,
        columns: 6,
        codes,
        classes,
      },
      { targets: 3, impostors: 10 },
    ),
  );
  let sum = 0;
  for (let at = 0; at < length; at++) {
    const { margin } = adversarialExample(
      metric,
      X[anchors[at]],
      X[targets[at]],
      X[impostors[at]],
      { units: 'raw' },
    );
    sum += Math.max(0, 1 - margin / 3);
  }
  // the relative ε contributes 1e−10
  expect(summary.margin).toBeCloseTo(sum / length, 8);
});

test('the summary counts the batches and all their triplets', async () => {
  const reports: ProgressReport[] = [];
  const metric = await new MetricLearner().fitStream(createStream(4), {
    onProgress: (report) => reports.push(report),
  });
  const { iterations, reason, converged, triplets, history, marginTarget } =
    metric.summary;
  expect({ iterations, reason, converged }).toStrictEqual({
    iterations: 4,
    reason: 'stream',
    converged: false,
  });
  expect(triplets).toBe(4 * 300 * 3 * 10);
  expect(history).toHaveLength(5);
  expect(marginTarget).toBeGreaterThan(0);
  expect(reports.map(({ fraction }) => fraction)).toStrictEqual([
    0, 0, 0, 0, 1,
  ]);
});

test('batches of one class and classes of one row are accepted', async () => {
  const { X, y } = createBatch(300, 1);
  const metric = await new MetricLearner().fitStream([
    { X: [X[0], X[3]], y: ['class 0', 'class 0'] },
    { X, y },
    { X: X.slice(0, 3), y: ['class 0', 'class 1', 'class 2'] },
  ]);
  expect(metric.summary.iterations).toBe(1);
});

describe('invalid streams leave the estimator as it was', () => {
  const good = createBatch(90, 1);
  const narrow = { X: good.X, y: good.y };
  const cases: Array<[string, unknown, Error | RegExp]> = [
    [
      'an object that is not iterable',
      5,
      new TypeError('batches must be an iterable of { X, y }, got 5'),
    ],
    [
      'an empty stream',
      [],
      new RangeError('batches must contain at least one batch, got none'),
    ],
    [
      'a batch that is not an object',
      [good, 7],
      new TypeError('batches[1] must be an object with X and y, got 7'),
    ],
    // these do not end a stream
    ...[undefined, null, 0, false].map((hole): [string, unknown, Error] => [
      `a batch that is ${hole}`,
      [good, hole, good],
      new TypeError(`batches[1] must be an object with X and y, got ${hole}`),
    ]),
    [
      'a batch with another number of columns',
      [good, { X: [[1, 2]], y: ['class 0'] }],
      new RangeError('batches[1].X[0] must have 6 columns, got 2'),
    ],
    [
      'rows too far apart',
      [
        good,
        {
          X: good.X.map((row, at) => row.map(() => (-1) ** at * 1.7e308)),
          y: good.y,
        },
      ],
      /^batches\[1\]: the standard deviation of column 0 .* must be finite/,
    ],
    [
      'one label too few',
      [{ ...narrow, y: ['class 0'] }],
      new RangeError(
        'batches[0].y must have one label for each of the 90 rows of batches[0].X, got 1',
      ),
    ],
    [
      'one class only',
      [{ X: good.X, y: Array.from({ length: 90 }, () => 1) }],
      new RangeError(
        'batches must contain one that has rows of two classes and two rows of the same class, got none',
      ),
    ],
  ];

  test.each(cases)('%s', async (_, batches, error) => {
    const { values, columns } = randomClasses(40, 2, 2, 1);
    const data = randomClasses(40, 2, 2, 1);
    const metric = new MetricLearner().fit(
      rowsOf(values, columns),
      labelsOf(data),
    );
    const before = JSON.stringify(metric);
    await expect(metric.fitStream(batches as never)).rejects.toThrow(error);
    expect(JSON.stringify(metric)).toBe(before);
  });

  test('a stream that fails', async () => {
    const cause = new Error('connection lost');
    let closed = false;
    async function* failing() {
      try {
        yield good;
        await Promise.resolve();
        throw cause;
      } finally {
        closed = true;
      }
    }
    const metric = new MetricLearner();
    const fit = metric.fitStream(failing());
    await expect(fit).rejects.toThrow(
      'reading batches[1] failed: connection lost',
    );
    await expect(fit).rejects.toMatchObject({ cause });
    expect(closed).toBe(true);
    expect(metric.fitted).toBe(false);
  });

  test.each([
    [
      'a generator',
      function* stream() {
        try {
          yield good;
          yield 7;
        } finally {
          // eslint-disable-next-line no-unsafe-finally -- it is what is tested
          throw new Error('the file is closed already');
        }
      },
    ],
    [
      'an async generator',
      async function* stream() {
        try {
          yield good;
          yield await Promise.resolve(7);
        } finally {
          // eslint-disable-next-line no-unsafe-finally -- it is what is tested
          throw new Error('the file is closed already');
        }
      },
    ],
  ])('a stream that fails when it is closed, %s', async (_, stream) => {
    const metric = new MetricLearner();
    await expect(metric.fitStream(stream() as never)).rejects.toThrow(
      'batches[1] must be an object with X and y, got 7',
    );
    expect(metric.fitted).toBe(false);
  });

  test('an abort ends the wait for a stream that does not answer', async () => {
    const controller = new AbortController();
    const metric = new MetricLearner();
    const pending = new Promise<never>((resolve, reject) => {
      // so late that only an abort comes before
      setTimeout(reject, 1e6).unref();
    });
    const never = { [Symbol.asyncIterator]: () => ({ next: () => pending }) };
    const fit = metric.fitStream(never, { signal: controller.signal });
    controller.abort();
    await expect(fit).rejects.toBe(controller.signal.reason);
    expect(metric.fitted).toBe(false);
  });
});
