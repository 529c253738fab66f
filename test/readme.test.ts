/** The README runs as written: its programs print what their comments say, its table is what `npm start` prints. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { programsIn, readBlocks } from './oracles/readBlocks.ts';
import { runProgram } from './oracles/runProgram.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

const blocks = readBlocks(readme);
const programs = programsIn(blocks);
const texts = blocks.filter(({ language }) => language === 'text');

test('every block is a program or a text that a test knows', () => {
  expect(programs.length).toBeGreaterThan(1);
  expect(programs.length + texts.length).toBe(blocks.length);
  const [output, picture, ...others] = texts;
  expect(output.code).toMatch(/^iris:/);
  expect(picture.code).toMatch(/^X, y ── validation/);
  expect(others).toHaveLength(0);
});

test.each(Array.from(programs.entries()))(
  'program %i prints what its comments say',
  async (_, code) => {
    const beside = new URL('.', import.meta.url);
    const { printed, expected } = await runProgram(code, beside);
    expect(printed).toStrictEqual(expected);
  },
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
