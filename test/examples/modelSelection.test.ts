import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { SearchCheckpoint } from 'ml-metric-learning';
import { expect, test } from 'vitest';

import { runExample } from '../oracles/runExample.ts';
import { temporaryFolder } from '../oracles/temporaryFolder.ts';

const folder = temporaryFolder();

test('cross-validation: ml-cross-validation and this library', () => {
  const { status, stdout, stderr } = runExample('cross-validation');
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toMatch(/leave-one-out: 0\.9\d\d of 150 rows right/);
  for (const row of [
    /^\| KNN of ml-knn +\| 0\.9\d\d ± 0\.\d{3} \| +\|$/m,
    /^\| MetricKNN, no metric \| 0\.9\d\d ± 0\.\d{3} \| 0\.\d{3} ± 0\.\d{3} +\|$/m,
    /^\| MetricKNN +\| 0\.9\d\d ± 0\.\d{3} \| 0\.\d{3} ± 0\.\d{3} +\|$/m,
  ]) {
    expect(stdout).toMatch(row);
  }
  expect(stdout).toMatch(/^\| setosa +\| 150 +\| 0 +\| 0 +\|$/m);
});

test('search: the front, the best candidate, and a checkpoint to continue from', () => {
  const file = path.join(folder, 'search.json');
  const args = ['--samples', '3', '--checkpoint', file];
  const first = runExample('search', ...args);
  expect(first.stderr).toBe('');
  expect(first.status).toBe(0);
  expect(first.stdout).toMatch(/^iris: 3 candidates, 0 of them failed$/m);
  expect(first.stdout).toMatch(/^new MetricKNN\(\{"k":\d,"metric":.*\}\)$/m);
  // as if it had been stopped before the last two tasks
  const checkpoint = JSON.parse(readFileSync(file, 'utf8')) as SearchCheckpoint;
  expect(checkpoint.rounds[0]).toHaveLength(15);
  checkpoint.rounds[0].fill(null, 13);
  writeFileSync(file, JSON.stringify(checkpoint));
  expect(runExample('search', ...args).stdout).toBe(first.stdout);
});

test('search: a checkpoint of another search is refused in one line', () => {
  const file = path.join(folder, 'other.json');
  runExample('search', '--samples', '1', '--checkpoint', file);
  const other = runExample('search', '--samples', '2', '--checkpoint', file);
  expect(other.status).toBe(1);
  expect(other.stdout).toBe('');
  expect(other.stderr).toMatch(
    /^resume must be a checkpoint of the same search/,
  );
});
