import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

import { checkClasses } from '../../examples/checkClasses.ts';
import { findTable } from '../../examples/findTable.ts';
import { expectOneLineError } from '../oracles/expectOneLineError.ts';
import { labelsOf, randomClasses, rowsOf } from '../oracles/randomData.ts';
import { runExample } from '../oracles/runExample.ts';
import { temporaryFolder } from '../oracles/temporaryFolder.ts';

const folder = temporaryFolder();
const run = (...args: string[]) => runExample('iris', ...args);

function write(name: string, lines: string[]): string {
  const file = path.join(folder, name);
  writeFileSync(file, lines.join('\n'));
  return file;
}

/** Three classes in three columns, the label in the middle. */
function table(): string[] {
  const data = randomClasses(60, 3, 3, 77);
  const labels = labelsOf(data);
  const rows = rowsOf(data.values, 3).map(
    ([a, b, c], row) => `${a},"${labels[row]}",${b},${c}`,
  );
  return ['first,kind,second,third', ...rows];
}

test('iris: three metrics, and no progress bar when piped', () => {
  const { status, stdout, stderr } = run();
  expect(status).toBe(0);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^iris: 150 rows × 4 columns, 3 classes/);
  const rows = stdout.match(/^\| (?:Euclidean|LMNN|LMNN \+ margin) +\|.*$/gm);
  expect(rows).toHaveLength(3);
  expect(stdout).toMatch(/^report: output.iris\.html$/m);
  // the same output twice, except for the seconds
  const withoutSeconds = (text: string) =>
    text.replaceAll(/\d+\.\d+ \|$/gm, '');
  expect(withoutSeconds(run().stdout)).toBe(withoutSeconds(stdout));
});

test('a custom CSV, with the label in any column', () => {
  const file = write('own.csv', table());
  const { status, stdout, stderr } = run(file, '--label', 'kind');
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toContain('60 rows × 3 columns, 3 classes');
});

test('a byte order mark, Windows line ends and empty lines are accepted', () => {
  const lines = table().map((line) => `${line}\r\n`);
  const file = write('windows.csv', [`\uFEFF${lines.join('\r\n')}`]);
  expect(run(file, '--label', 'kind').status).toBe(0);
});

test.each([
  [['missing.csv'], /^cannot read missing\.csv: .*no such file/],
  [['--lable', 'x'], /^Unknown option '--lable'/],
])('%o: one line, and exit code 1', (args, message) => {
  expectOneLineError(run(...args), message);
});

describe('errors in a table are reported in one line', () => {
  const cases: Array<[string, () => [string, string?], RegExp]> = [
    ['a folder', () => [folder], /^cannot read .*EISDIR/],
    [
      'an unknown label column',
      () => [write('a.csv', table()), 'colour'],
      /has no column 'colour'; its columns are first, kind, second, third$/m,
    ],
    [
      'a cell that is not a number',
      () => [write('b.csv', table())],
      /b\.csv, line 2, column 'kind': 'class 0' is not a number$/m,
    ],
    [
      'an empty cell',
      () => [write('c.csv', ['a,b', '1,x', ',y'])],
      /c\.csv, line 3, column 'a': the cell is empty$/m,
    ],
    [
      'a row with another number of cells',
      () => [write('d.csv', ['a,b', '1,x', '1,2,y'])],
      /^cannot read .*d\.csv: Invalid Record Length/,
    ],
    [
      'no rows',
      () => [write('e.csv', ['a,b'])],
      /e\.csv must have a header and at least one row$/m,
    ],
    [
      'an empty file',
      () => [write('f.csv', [])],
      /f\.csv must have a header and at least one row$/m,
    ],
    [
      'only labels',
      () => [write('g.csv', ['b', ...'x,y,x,y,x,y,x,y'.split(',')])],
      /g\.csv must have columns beside 'b', separated by commas$/m,
    ],
    [
      'a class that is too small',
      () => [write('h.csv', [...table(), '1,rare,2,3', '1,rare,2,3']), 'kind'],
      /h\.csv: class 'rare' must have at least 6 rows to be split and learned from, got 2$/m,
    ],
    [
      'a file separated by semicolons',
      () => [write('i.csv', ['a;b', '1;x', '2;y'])],
      /i\.csv must have columns beside 'a;b', separated by commas$/m,
    ],
    [
      'a wrong cell after an empty line',
      () => [write('j.csv', ['a,b', '1,x', '', 'z,y'])],
      /j\.csv, line 4, column 'a': 'z' is not a number$/m,
    ],
    [
      'a row without a label',
      () => [write('k.csv', ['a,b', '1,x', '2,'])],
      /k\.csv, line 3, column 'b': the cell is empty$/m,
    ],
    [
      'an empty name for the label',
      () => [write('l.csv', table()), ''],
      /l\.csv has no column ''/,
    ],
  ];

  test.each(cases)('%s', (_, argumentsOf, message) => {
    const [file, label] = argumentsOf();
    expect(() => checkClasses(findTable([file], label), 6)).toThrow(message);
  });

  test('two files', () => {
    expect(() => findTable(['a.csv', 'b.csv'])).toThrow(
      /^one file at a time: a\.csv, or b\.csv\?$/,
    );
  });

  test('a label without a file', () => {
    expect(() => findTable([], 'x')).toThrow(
      /^--label names a column of a file: give the file too$/,
    );
  });
});
