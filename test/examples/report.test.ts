import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

import { sampleRows } from '../../examples/sampleRows.ts';
import { expectOneLineError } from '../oracles/expectOneLineError.ts';
import { labelsOf, randomClasses, rowsOf } from '../oracles/randomData.ts';
import { readPage } from '../oracles/readPage.ts';
import { root, runExample } from '../oracles/runExample.ts';
import { temporaryFolder } from '../oracles/temporaryFolder.ts';

const folder = temporaryFolder();
const run = (...args: string[]) => runExample('report', ...args);

/** Writes a table, and reports on it. */
function report(lines: string[]) {
  const output = path.join(folder, 'new folder', 'report.html');
  const file = path.join(folder, 'table.csv');
  writeFileSync(file, lines.join('\n'));
  const { status, stdout, stderr } = run(file, '--output', output);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toContain(`report: ${path.relative(root, output)}`);
  return { stdout, page: readPage(readFileSync(output, 'utf8')) };
}

function table(
  rows: number,
  columns: number,
  classes: number,
  name: (label: string) => string = (label) => label,
): string[] {
  const data = randomClasses(rows, columns, classes, 77);
  const labels = labelsOf(data).map(name);
  const header = Array.from({ length: columns }, (_, at) => `width ${at} (cm)`);
  return [
    [...header, 'label'].join(','),
    ...rowsOf(data.values, columns).map(
      (row, at) => `${row.join(',')},"${labels[at].replaceAll('"', '""')}"`,
    ),
  ];
}

test('iris, into a folder that git ignores', () => {
  const { status, stdout, stderr } = run();
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toBe(`report: ${path.join('output', 'iris.html')}\n`);
});

test('iris, into a chosen file, twice with the same bytes', () => {
  const write = (name: string) => {
    const output = path.join(folder, name);
    expect(run('--output', output).status).toBe(0);
    return readFileSync(output, 'utf8');
  };
  const html = write('first.html');
  const { text } = readPage(html);
  expect(text).toMatch(/petal (?:width|length) [+−][\d.]+ cm/);
  expect(text).toMatch(/The most fragile is flower \d+/);
  expect(write('second.html')).toBe(html);
});

test('a custom CSV: its rows, columns and units', () => {
  const { page } = report(table(60, 3, 3));
  expect(page.text).toMatch(/The most fragile is line \d+, of class class/);
  expect(page.text).toMatch(/width \d [+−][\d.]+ cm/);
});

test('labels that are markup', () => {
  const { page } = report(
    table(60, 2, 2, (label) => `<img src="x" onerror="alert(1)">${label}`),
  );
  expect(page.text).toContain('&lt;img src=&quot;x&quot;');
});

test('many columns and classes', () => {
  const { page } = report(table(80, 100, 20));
  expect(page.text).toContain('of 100 columns');
  expect(page.figures.join('')).toContain('class 19');
});

test('of a large table a stratified sample is used, and the page says so', () => {
  const X = Array.from({ length: 6000 }, (_, row) => [row]);
  const y = X.map(([row]) => (row % 3 ? 'b' : 'a'));
  const rowNames = X.map(([row]) => `line ${row}`);
  const data = { name: 'large.csv', columns: ['size'], X, y, rowNames };
  const { table: taken, note } = sampleRows(data, 900);
  expect(note).toBe('large.csv has 6000 rows; 900 of them are taken');
  expect(new Set(taken.rowNames).size).toBe(900);
  expect(taken.y.filter((label) => label === 'a')).toHaveLength(300);
  for (const [at, [row]] of taken.X.entries()) {
    expect([taken.rowNames[at], taken.y[at]]).toStrictEqual([
      rowNames[row],
      y[row],
    ]);
  }
  expect(sampleRows(data, 6000)).toStrictEqual({ table: data });
});

describe('errors are one line, with exit code 1', () => {
  test('a class that is too small', () => {
    const file = path.join(folder, 'wrong.csv');
    writeFileSync(file, 'a,b\n1,x');
    expectOneLineError(
      run(file, '--output', path.join(folder, 'wrong.html')),
      /class 'x' must have at least 3 rows to be split and learned from, got 1$/m,
    );
  });

  test('a path that cannot be written', () => {
    const { status, stderr } = run('--output', folder);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^cannot write .*EISDIR/);
  });
});
