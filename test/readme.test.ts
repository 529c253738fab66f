/** The README is short, runs as written, and agrees with `npm start` and the benchmark. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { expectCommentedOutput } from './oracles/expectCommentedOutput.ts';
import { programsIn, readBlocks } from './oracles/readBlocks.ts';

const root = new URL('..', import.meta.url);
const readme = readFileSync(new URL('README.md', root), 'utf8');
const results = readFileSync(new URL('benchmark/RESULTS.md', root), 'utf8');

const blocks = readBlocks(readme);
const programs = programsIn(blocks);
const [output, ...otherTexts] = blocks.filter(
  ({ language }) => language === 'text',
);

test('it has at most 9 kB, and code to copy within 30 lines', () => {
  expect(Buffer.byteLength(readme)).toBeLessThanOrEqual(9000);
  const lines = readme.split('\n');
  const end = lines.indexOf('```', lines.indexOf('```js'));
  expect(end).toBeGreaterThan(0);
  expect(end).toBeLessThanOrEqual(30);
});

test('every block is a program, a command, or the output of npm start', () => {
  expect(programs).toHaveLength(2);
  expect(output.code).toMatch(/^iris:/);
  expect(otherTexts).toHaveLength(0);
  const languages = new Set(blocks.map(({ language }) => language));
  expect(languages).toStrictEqual(new Set(['sh', 'js', 'text']));
});

test.each(Array.from(programs.entries()))(
  'program %i prints what its comments say',
  (_, code) => expectCommentedOutput(code, new URL('.', import.meta.url)),
);

test('the table is the output of npm start, except for seconds and the path of its report', () => {
  const { stdout, status } = spawnSync('npm', ['start', '--silent'], {
    cwd: fileURLToPath(root),
    encoding: 'utf8',
  });
  const withoutSeconds = (text: string) =>
    text
      .replaceAll(/\d+\.\d+ \|$/gm, '? |')
      .replace(/^report: .*$/m, '')
      .trim();
  expect(status).toBe(0);
  expect(withoutSeconds(stdout)).toBe(withoutSeconds(output.code));
});

test('seconds are those of the benchmark', () => {
  const [, speed] = readme.split('## Speed\n');
  const rows = cellsOf(speed).filter(([, ours]) => /^[\d.]+$/.test(ours));
  expect(rows).toHaveLength(3);
  for (const [fit, ours, other] of rows) {
    const size = fit.split(', ').at(-1);
    const measured = cellsOf(results)
      .filter(([work]) => work.endsWith(`, ${size}`))
      .map((cells) => [cells[3], `${cells[6]} (${cells[1]})`]);
    expect(measured).toContainEqual([ours, other]);
  }
  const slower = /On sonar,.* (?<theirs>[\d.]+) s, ours (?<ours>[\d.]+) s/s;
  const { ours, theirs } = slower.exec(speed)?.groups ?? {};
  const sonar = cellsOf(results).find(([work]) =>
    work.startsWith('NCA, sonar'),
  );
  expect([sonar?.[3], sonar?.[6]]).toStrictEqual([ours, theirs]);
});

/** The cells of all tables of a text, line by line. */
function cellsOf(text: string): string[][] {
  return Array.from(text.matchAll(/^\|(?<cells>.*)\|$/gm), ({ groups }) =>
    (groups?.cells ?? '').split('|').map((cell) => cell.trim()),
  );
}
