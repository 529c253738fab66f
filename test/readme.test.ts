/** The README is short, runs as written, and agrees with `npm start` and the benchmark. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { assert, expect, test } from 'vitest';

import { readResults } from '../benchmark/results/results.ts';
import { replaceSpeed } from '../benchmark/results/speedSection.ts';

import { expectCommentedOutput } from './oracles/expectCommentedOutput.ts';
import { programsIn, readBlocks } from './oracles/readBlocks.ts';

const root = new URL('..', import.meta.url);
const readme = readFileSync(new URL('README.md', root), 'utf8');

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

test('the section about speed is written from the results of the benchmark', async () => {
  const results = fileURLToPath(new URL('benchmark/RESULTS.md', root));
  const report = readResults(results);
  assert(report);
  await expect(replaceSpeed(readme, report)).resolves.toBe(readme);
});
