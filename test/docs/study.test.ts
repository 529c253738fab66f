/** The page of the study, written by `npm run study`, is complete. */
import { existsSync, readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import {
  KNOWN_METHODS,
  studyMethods,
} from '../../benchmark/study/studyMethods.ts';

const page = new URL('../../docs/STUDY.md', import.meta.url);
const study = readFileSync(page, 'utf8');

test('the short table has the most common methods, and states where the margin does not help', () => {
  const [, short] = study.split(/^## /m);
  for (const name of KNOWN_METHODS) expect(short).toContain(` ${name} |`);
  expect(short).toContain('Where the margin does not help');
});

test('the page has every method, and its figures exist', () => {
  for (const { name } of studyMethods) expect(study).toContain(`\n| ${name} `);
  const figures = study.match(/figures\/.*?\.svg/g) ?? [];
  expect(figures).toHaveLength(4);
  for (const figure of figures) {
    expect(existsSync(new URL(figure, page))).toBe(true);
  }
});
