import { setTimeout as wait } from 'node:timers/promises';

import type { RowProgress } from 'ml-metric-learning';
import { MetricKNN, certify, certifyAsync } from 'ml-metric-learning';
import { expect, test } from 'vitest';

import { labelsOf, randomClasses, rowsOf } from '../oracles/randomData.ts';

const data = randomClasses(1000, 8, 3, 5);
const X = rowsOf(data.values, data.columns);
const y = labelsOf(data);
const knn = new MetricKNN({ k: 3, metric: false }).train(X, y);

test.each([
  {},
  { labels: y },
  { norm: 1, units: 'raw' },
  { norm: Infinity },
] as const)('gives the results of certify, %o', async (options) => {
  const expected = certify(knn, X, options);
  await expect(certifyAsync(knn, X, options)).resolves.toStrictEqual(expected);
});

test('timers run while it works', async () => {
  // ten times as long as needed, for a machine that is ten times as fast
  const many = Array.from({ length: 10 }, () => X).flat();
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  await certifyAsync(knn, many);
  clearInterval(timer);
  // without pauses there would be no turns
  expect(turns).toBeGreaterThan(3);
});

test('progress counts rows up to all of them', async () => {
  const reports: RowProgress[] = [];
  await certifyAsync(knn, X, {
    labels: y,
    onProgress: (report) => reports.push(report),
  });
  expect(reports.length).toBeGreaterThan(3);
  const counts = reports.map(({ done }) => done);
  expect(counts.toSorted((a, b) => a - b)).toStrictEqual(counts);
  expect(new Set(counts).size).toBe(counts.length);
  expect(reports.map(({ fraction }) => fraction)).toStrictEqual(
    counts.map((done) => done / X.length),
  );
  expect(counts.at(-1)).toBe(X.length);
  const times = reports.map(({ elapsed }) => elapsed);
  expect(times.toSorted((a, b) => a - b)).toStrictEqual(times);
});

test('a set of misclassified rows gives one report', async () => {
  const reports: RowProgress[] = [];
  const labels = knn.predict(X).map((label) => (label === y[0] ? y[1] : y[0]));
  const certificates = await certifyAsync(knn, X, {
    labels,
    onProgress: (report) => reports.push(report),
  });
  expect(certificates.every(({ radius }) => radius === 0)).toBe(true);
  expect(reports.map(({ done }) => done)).toStrictEqual([X.length]);
});

test('an abort rejects with its reason', async () => {
  const reason = new Error('the user has left');
  const controller = new AbortController();
  const work = certifyAsync(knn, X, { signal: controller.signal });
  await wait(5);
  controller.abort(reason);
  await expect(work).rejects.toBe(reason);
  const signal = AbortSignal.abort(reason);
  await expect(certifyAsync(knn, X, { signal })).rejects.toBe(reason);
});

test('an error of onProgress ends the work', async () => {
  const failure = new Error('no room on the page');
  const onProgress = () => {
    throw failure;
  };
  await expect(certifyAsync(knn, X, { onProgress })).rejects.toBe(failure);
});
