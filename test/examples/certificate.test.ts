import { expect, test } from 'vitest';

import { expectOneLineError } from '../oracles/expectOneLineError.ts';
import { runExample } from '../oracles/runExample.ts';

const run = (...args: string[]) => runExample('certificate', ...args);

test('iris: the rows with the smallest radii first, and what would change them, in cm', () => {
  const { status, stdout, stderr } = run('--rows', '5');
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^iris: trained on 105 rows; of 45 others, 4\d are/);
  expect(stdout).toMatch(/smallest change .* is 0\.\d{3} standard deviations/);
  const rows = stdout.match(/^\| flower .*$/gm) ?? [];
  expect(rows).toHaveLength(5);
  const radii = rows.map((row) => Number(row.split('|', 4)[3]));
  expect(radii.toSorted((a, b) => a - b)).toStrictEqual(radii);
  for (const row of rows) {
    const cells = row.split('|').map((cell) => cell.trim());
    expect(cells[6]).toMatch(
      /^(?:petal|sepal) (?:length|width) [+−][\d.]+ cm$/,
    );
    expect(cells[7]).toMatch(/^[01]$/);
    expect(row).toMatch(/(?:petal|sepal) (?:length|width) [+−]\d.*cm/);
  }
});

test.each([
  [['missing.csv'], /^cannot read missing\.csv/],
  [['--rows', '0'], /^--rows must be a number of rows, got '0'$/m],
  [['--k', 'three'], /^k must be/],
])('%o: one line, and exit code 1', (args, message) => {
  expectOneLineError(run(...args), message);
});
