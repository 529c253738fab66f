/** Files that are not usable data: the page shows a helpful sentence and keeps working. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Opened } from './openSite.ts';
import { Site, learn, openFile, textOf } from './openSite.ts';

let site: Site;
let opened: Opened;
beforeAll(async () => {
  site = await Site.start();
  opened = await site.open();
});
afterAll(() => site.stop());

/** Random rows of two classes. */
function rowsOf(count: number, cell: (row: number) => string): string[] {
  return Array.from({ length: count }, (_, row) => cell(row));
}

const good = rowsOf(
  12,
  (row) => `${row % 5},${row % 3},${row % 2 ? 'a' : 'b'}`,
);

describe('files without usable data are refused', () => {
  test.each([
    ['empty', '', /empty\.csv is empty/],
    ['a header without rows', 'x,y,class\n', /no rows beneath/],
    ['one row', 'x,y,class\n1,2,a\n', /has 1 row of one class .* two classes/],
    ['one column', 'x\n1\n2\n', /single column/],
    [
      'one class',
      `x,y,class\n${rowsOf(9, (row) => `${row},1,a`).join('\n')}`,
      /9 rows of one class/,
    ],
    [
      'text in all columns',
      `x,y,class\n${rowsOf(9, (row) => `p${row},q,${row % 2}`).join('\n')}`,
      /no column of numbers beside “class”/,
    ],
    [
      'names for classes',
      `x,name\n${rowsOf(30, (row) => `${row},n${row}`).join('\n')}`,
      /30 classes for 30 rows/,
    ],
    [
      'hundreds of classes',
      `x,y,class\n${rowsOf(900, (row) => `${row},1,${row % 300}`).join('\n')}`,
      /300 classes; this page shows 100/,
    ],
    [
      'constant columns',
      `x,y,class\n${rowsOf(9, (row) => `1,1,${row % 2}`).join('\n')}`,
      /nothing varies/,
    ],
    [
      'numbers too large',
      `x,y,class\n${rowsOf(9, (row) => `${row}e300,1,${row % 2}`).join('\n')}`,
      /too large to compute with/,
    ],
    ['an unclosed quote', 'x,y,class\n1,2,"a\n', /not a CSV/],
    ['a picture', Buffer.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 255]), /./],
  ])('%s', async (name, text, sentence) => {
    const { page, errors } = opened;
    const file = `${name.replaceAll(' ', '-')}.csv`;
    const { trouble } = await openFile(page, file, text);
    expect(trouble).toMatch(sentence);
    expect(trouble).toContain(file);
    expect(errors).toStrictEqual([]);
    // iris can still be loaded
    await page.locator('#iris').click();
    await page.locator('#about', { hasText: /^iris/ }).waitFor();
    await page.locator('#prediction', { hasText: /\w/ }).waitFor();
  });
});

describe('usable files load, and the page reports what was left out', () => {
  test.each([
    ['good', `x,y,class\n${good.join('\n')}`, /12 rows × 2 columns, 2/, /^$/],
    [
      'missing cells',
      `x,y,class\n,1,a\n1,NA,b\n${good.join('\n')}`,
      /12 rows × 2 columns/,
      /2 rows with a missing cell/,
    ],
    [
      'a column of text',
      `x,note,y,class\n${good.map((line) => `1,some words,${line}`.replace(/^1,some words,(?<x>\d),/, '$<x>,some words,')).join('\n')}`,
      /12 rows × 2 columns/,
      /“note”, which holds words/,
    ],
    [
      'lines of different lengths',
      `x,y,class\n1,2\n${good.join('\n')}`,
      /12 rows/,
      /1 line with more or fewer cells/,
    ],
    [
      'a class of one row',
      `x,y,class\n9,9,lone\n${good.join('\n')}`,
      /12 rows × 2 columns, 2 classes/,
      /1 row whose class no other row is of/,
    ],
    ['no header', good.join('\n'), /12 rows/, /columns go by their place/],
    [
      'semicolons',
      `x;y;class\n${good
        .join('\n')
        .replaceAll(',', ';')
        .replaceAll(/^(?<x>\d);/gm, '$<x>,5;')}`,
      /12 rows × 2 columns/,
      /^$/,
    ],
    [
      '40 classes',
      `x,y,class\n${rowsOf(200, (row) => `${row % 40},${row % 7},k${row % 40}`).join('\n')}`,
      /200 rows × 2 columns, 40 classes/,
      /^$/,
    ],
    [
      '300 columns',
      `${rowsOf(300, (at) => `c${at}`).join(',')},class\n${rowsOf(40, (row) => `${rowsOf(300, (at) => String((row * at) % 7)).join(',')},${row % 2}`).join('\n')}`,
      /40 rows × 300 columns/,
      /^$/,
    ],
    [
      '100,000 rows',
      `x,y,class\n${rowsOf(100_000, (row) => `${row % 997},${row % 89},${row % 2}`).join('\n')}`,
      /20,000 rows × 2 columns/,
      /A sample of 20,000 rows is used, out of 100,000 rows/,
    ],
  ])('%s', async (name, text, expected, note) => {
    const { page, errors } = opened;
    const { trouble, about, notes } = await openFile(page, 'some.csv', text);
    expect(trouble).toBe('');
    expect(about).toMatch(expected);
    expect(notes).toMatch(note);
    await expect(textOf(page, 'radius')).resolves.toMatch(
      /^(?:\d|at least |< 0)/,
    );
    expect(errors).toStrictEqual([]);
  });
});

test('HTML in names and labels is shown as text', async () => {
  const { page, errors } = opened;
  const evil = '<img src=x onerror="document.title=1"><b>a</b>';
  const cell = `"${evil.replaceAll('"', '""')}"`;
  const lines = rowsOf(
    12,
    (row) => `${row % 5},${row},${row % 2 ? cell : 'b'}`,
  );
  const text = [`${cell},y,class`, ...lines].join('\n');
  const { trouble } = await openFile(page, `${evil}.csv`, text);
  expect(trouble).toBe('');
  await learn(page);
  await expect(textOf(page, 'legend')).resolves.toContain(evil);
  await expect(page.locator('main b').count()).resolves.toBe(0);
  await expect(page.locator('#figures img').count()).resolves.toBe(2);
  await expect(page.locator('img').count()).resolves.toBe(2);
  await expect(page.title()).resolves.toMatch(/^ml-metric-learning/);
  expect(errors).toStrictEqual([]);
});

test('the class column can be changed when the guess is wrong', async () => {
  const { page } = opened;
  const lines = rowsOf(30, (row) => `${row % 7},${row},${row % 2},${row}`);
  const text = ['x,y,kind,number', ...lines].join('\n');
  const { trouble } = await openFile(page, 'numbers.csv', text);
  expect(trouble).toMatch(/“number”.*Choose another column/);
  await page.locator('#label').selectOption('kind');
  await page.locator('#about', { hasText: 'numbers.csv' }).waitFor();
  await expect(textOf(page, 'about')).resolves.toMatch(
    /30 rows × 3 columns, 2 classes/,
  );
  await expect(page.locator('#trouble').isVisible()).resolves.toBe(false);
});
