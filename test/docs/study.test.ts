/** The study is written once: what other pages have of it is what its own page says. */
import { existsSync, readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import {
  KNOWN_METHODS,
  studyMethods,
} from '../../benchmark/study/studyMethods.ts';

const study = read('docs/STUDY.md');

test.each(['README.md', 'docs/choosing-a-loss.md'])(
  '%s has its table, and where the margin does not help',
  (page) => {
    const [, after] = read(page).split('<!-- study -->\n\n');
    const [block] = after.split('\n\n<!-- /study -->');
    for (const name of KNOWN_METHODS) expect(block).toContain(` ${name} |`);
    expect(block).toContain('Where the margin does not help');
    expect(study).toContain(block);
  },
);

test('its page has every method, and figures that are there', () => {
  for (const { name } of studyMethods) expect(study).toContain(`\n| ${name} `);
  const figures = study.match(/figures\/.*?\.svg/g) ?? [];
  expect(figures).toHaveLength(4);
  for (const figure of figures) {
    const file = new URL(`../../docs/${figure}`, import.meta.url);
    expect(existsSync(file)).toBe(true);
  }
});

function read(file: string): string {
  return readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
}
