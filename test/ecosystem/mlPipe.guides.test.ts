/** The programs of the guides that need ml-pipe run as written. */
import { expect, test } from 'vitest';

import { expectCommentedOutput } from '../oracles/expectCommentedOutput.ts';
import { guides, programsOf } from '../oracles/guides.ts';

const programs = programsOf(guides, 'pipeline');

test('the guides contain programs', () => {
  expect(programs.length).toBeGreaterThan(0);
});

test.each(Array.from(programs.entries()))(
  'program %i prints what its comments say',
  (_, code) => expectCommentedOutput(code, new URL('.', import.meta.url)),
);
