/** The README runs as written: its programs print what their comments say, its table is what `npm start` prints. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = fileURLToPath(new URL('.readme', import.meta.url));
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

const blocks = Array.from(
  readme.matchAll(/^```(?<language>\w*)\n(?<code>[\s\S]*?)^```$/gm),
  ({ groups }) => ({ language: groups?.language, code: groups?.code ?? '' }),
);
const programs = blocks.filter(({ language }) => language === 'js');
const texts = blocks.filter(({ language }) => language === 'text');

test('every block is a program or a text that a test knows', () => {
  expect(programs.length).toBeGreaterThan(1);
  expect(programs.length + texts.length).toBe(blocks.length);
  const [output, picture, ...others] = texts;
  expect(output.code).toMatch(/^iris:/);
  expect(picture.code).toMatch(/^X, y ── validation/);
  expect(others).toHaveLength(0);
});

describe('programs', () => {
  beforeAll(() => mkdirSync(folder, { recursive: true }));
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(Array.from(programs.entries()))(
    'program %i prints what its comments say',
    async (number, { code }) => {
      const expected = Array.from(
        code.matchAll(/^console\.log\(.*\); \/\/ (?<output>.*)$/gm),
        ({ groups }) => groups?.output,
      );
      const log = vi.spyOn(console, 'log').mockReturnValue();
      const file = `${folder}/program${number}.js`;
      writeFileSync(file, code);
      await import(/* @vite-ignore */ file);
      const printed = log.mock.calls.map((args) => format(...args));
      log.mockRestore();
      expect(printed).toStrictEqual(expected);
    },
  );
});

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
