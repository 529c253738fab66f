import { MetricKNN, certify, certifyTraining } from 'ml-metric-learning';
import { expect, test } from 'vitest';

import { findFragile } from '../../../src/report/page/fragileRows.ts';
import { labelsOf, randomClasses, rowsOf } from '../../oracles/randomData.ts';

const COLUMNS = 4;
const data = randomClasses(120, COLUMNS, 3, 21);
const X = rowsOf(data.values, COLUMNS);
const y = labelsOf(data);
const knn = new MetricKNN({ k: 3 }).train(X.slice(40), y.slice(40));
const rows = X.slice(0, 40);
const places = Array.from(rows.keys());
const scale = knn.metric?.scale ?? [];
const exact = certify(knn, rows, { exact: true });
const closed = certify(knn, rows).map(({ radius }) => radius);

test('the most fragile rows are found from radii in closed form, whatever their order', () => {
  const order = places.toSorted((a, b) => exact[a].radius - exact[b].radius);
  const byClosed = places.toSorted((a, b) => closed[a] - closed[b]);
  expect(byClosed.slice(0, 8)).not.toStrictEqual(order.slice(0, 8));
  const found = findFragile(knn, rows, places, closed, scale, 8);
  expect(found.rows.map(({ at }) => at)).toStrictEqual(order.slice(0, 8));
  const sharp = exact.map(({ radius }) => radius);
  expect(findFragile(knn, rows, places, sharp, scale, 8)).toStrictEqual(found);
});

test('changes are those of the certificates, and change the predictions', () => {
  const found = findFragile(knn, rows, places, closed, scale, 8);
  expect(found.tried).toBe(COLUMNS);
  for (const { at, certificate, change, survived } of found.rows) {
    expect(certificate).toStrictEqual(exact[at]);
    expect(change?.adversary).toStrictEqual(exact[at].adversary);
    expect(change?.to).toBe(knn.predict(change?.adversary ?? []));
    expect(change?.to).not.toBe(certificate.label);
    const [{ flips }] = certifyTraining(knn, [rows[at]]);
    expect(survived).toBe(flips - 1);
  }
});

test('of all single columns, the one that changes the prediction soonest', () => {
  const found = findFragile(knn, rows, places, closed, scale, 8);
  for (const { at, single } of found.rows) {
    const sizes = Array.from({ length: COLUMNS }, (_, column) => {
      const columns = Object.fromEntries(
        Array.from({ length: COLUMNS }, (__, other) => other)
          .filter((other) => other !== column)
          .map((other) => [other, 'fixed' as const]),
      );
      const [{ upper }] = certify(knn, [rows[at]], { columns, exact: true });
      return upper;
    });
    expect(single.isLeast).toBe(true);
    const moved = Array.from({ length: COLUMNS }, (_, column) => column).filter(
      (column) => single.change?.adversary[column] !== rows[at][column],
    );
    expect(moved).toStrictEqual([sizes.indexOf(Math.min(...sizes))]);
    expect(single.radius).toBeCloseTo(Math.min(...sizes), 5);
    expect(knn.predict(single.change?.adversary ?? [])).toBe(single.change?.to);
  }
});

test('where no class can be outvoted, nothing is found', () => {
  const one = new MetricKNN({ k: 1, metric: false }).train([[1], [2]], [7, 7]);
  const found = findFragile(one, [[1]], [0], [Infinity], [1], 5);
  expect(found.rows).toMatchObject([
    {
      change: undefined,
      single: { change: undefined, radius: Infinity },
      survived: Infinity,
    },
  ]);
  expect(findFragile(one, [[1]], [], [Infinity], [1], 5).rows).toHaveLength(0);
});
