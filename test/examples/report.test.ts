import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

import { expectOneLine } from '../oracles/expectOneLine.ts';
import {
  labelsOf,
  normals,
  randomClasses,
  rowsOf,
} from '../oracles/randomData.ts';
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

test('iris, in a folder that git does not look at', () => {
  const { status, stdout, stderr } = run();
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toBe(`report: ${path.join('output', 'iris.html')}\n`);
});

test('iris, where one wants it, twice the same', () => {
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

test('a CSV of one’s own: its lines, its columns, its units', () => {
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

test('300 columns and 40 classes', () => {
  const { page } = report(table(160, 300, 40));
  expect(page.text).toContain('of 300 columns');
  expect(page.figures.join('')).toContain('class 39');
});

test('100,000 rows: some of them are taken, and it says so', () => {
  const values = normals(100_000, 3);
  const lines = Array.from(values, (value, at) => {
    return `${value + (at % 2) * 4},${at % 2 ? 'b' : 'a'}`;
  });
  const { stdout, page } = report(['size,label', ...lines]);
  expect(stdout).toContain('has 100000 rows; 5000 of them are taken');
  expect(page.text).toContain('a sample of 1,000 of 1,500 rows');
});

describe('what goes wrong is one line, and exit code 1', () => {
  const cases: Array<[string, string[], RegExp]> = [
    [
      'one row',
      ['a,b', '1,x'],
      /class 'x' must have at least 3 rows to be split and learned from, got 1$/m,
    ],
    [
      'a column of text',
      ['name,a,b', 'Anna,1,x', 'Bert,2,y'],
      /line 2, column 'name': 'Anna' is not a number$/m,
    ],
    [
      'a missing cell',
      ['a,b', '1,x', ',y'],
      /line 3, column 'a': the cell is empty$/m,
    ],
    [
      'one class',
      ['a,b', '1,x', '2,x', '3,x'],
      /there must be at least two classes to be told apart, got only 'x'$/m,
    ],
  ];

  test.each(cases)('%s', (_, lines, message) => {
    const file = path.join(folder, 'wrong.csv');
    writeFileSync(file, lines.join('\n'));
    const output = path.join(folder, 'wrong.html');
    expectOneLine(run(file, '--output', output), message);
  });

  test('a place that nothing can be written to', () => {
    const { status, stderr } = run('--output', folder);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^cannot write .*EISDIR/);
  });
});
