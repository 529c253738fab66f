/** Exact radii by an independent branch and bound (`../shared/reference/exact`): certificates are never above them, attacks never below. */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { MetricKNN, attack, certify } from 'ml-metric-learning';
import { expect, test } from 'vitest';

interface Reference {
  name: string;
  k: number;
  norm: string;
  /** Columns that cannot change. */
  fixed: number[];
  X: number[][];
  y: string[];
  queries: Array<{ row: number[]; label: string; radius: number }>;
}

const folder = fileURLToPath(
  new URL('../../../shared/reference/exact/', import.meta.url),
);
const references = readdirSync(folder)
  .map((file) => JSON.parse(readFileSync(folder + file, 'utf8')) as Reference)
  .filter(({ fixed }) => fixed.length === 0)
  .map(
    (reference) =>
      [
        `${reference.name}, k = ${reference.k}, norm ${reference.norm}`,
        reference,
      ] as const,
  );

test.each(references)('%s', (_, { k, norm, X, y, queries }) => {
  const knn = new MetricKNN({ k, metric: false }).train(X, y);
  const rows = queries.map(({ row }) => row);
  const options = { norm: Number(norm), units: 'raw' } as const;
  const certificates = certify(knn, rows, options);
  const attacks = attack(knn, rows, options);
  let share = 0;
  for (const [at, { label, radius }] of queries.entries()) {
    expect(certificates[at].label).toBe(label);
    expect(certificates[at].radius).toBeLessThanOrEqual(radius * (1 + 1e-9));
    expect(attacks[at].size).toBeGreaterThanOrEqual(radius * (1 - 1e-6));
    share += certificates[at].radius / radius / queries.length;
  }
  // the closed form is not far below: .80 to .93 of the exact radius on average
  expect(share).toBeGreaterThan(0.79);
});
