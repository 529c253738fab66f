/** The programs of the guides that need ml-pipe run as written. */
import { expect, test } from 'vitest';

import { guides, programsOf } from '../oracles/guides.ts';
import { runProgram } from '../oracles/runProgram.ts';

const programs = programsOf(guides, 'pipeline');

test('there are some', () => {
  expect(programs.length).toBeGreaterThan(0);
});

test.each(Array.from(programs.entries()))(
  'program %i prints what its comments say',
  async (_, code) => {
    const beside = new URL('.', import.meta.url);
    const { printed, expected } = await runProgram(code, beside);
    expect(printed).toStrictEqual(expected);
  },
);
