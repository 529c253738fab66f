/** The README runs as written: its programs print what their comments say, its table is what `npm start` prints. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { expectAsSaid } from './oracles/expectAsSaid.ts';
import { filesIn, programsIn, readBlocks } from './oracles/readBlocks.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

const blocks = readBlocks(readme);
const programs = programsIn(blocks);
const texts = blocks.filter(({ language }) => language === 'text');
const files = filesIn(readme);

test('every block is a program, a table that one reads, or a text that a test knows', () => {
  expect(programs.length).toBeGreaterThan(1);
  expect(Array.from(files.keys())).toStrictEqual(['fruit.csv']);
  expect(programs.length + files.size + texts.length).toBe(blocks.length);
  const [output, picture, ...others] = texts;
  expect(output.code).toMatch(/^iris:/);
  expect(picture.code).toMatch(/^X, y ── validation/);
  expect(others).toHaveLength(0);
});

test.each(Array.from(programs.entries()))(
  'program %i prints what its comments say',
  (_, code) => expectAsSaid(code, new URL('.', import.meta.url), files),
);

test('the table is what npm start prints, but for the seconds and where its report is', () => {
  const { stdout, status } = spawnSync('npm', ['start', '--silent'], {
    cwd: root,
    encoding: 'utf8',
  });
  const withoutSeconds = (text: string) =>
    text
      .replaceAll(/\d+\.\d+ \|$/gm, '? |')
      .replace(/^report: .*$/m, '')
      .trim();
  expect(status).toBe(0);
  expect(withoutSeconds(stdout)).toBe(withoutSeconds(texts[0].code));
});
