import { expect } from 'vitest';

import { runProgram } from './runProgram.ts';

/** That a program prints what its comments say; see `runProgram`. */
export async function expectAsSaid(code: string, beside: URL): Promise<void> {
  const { printed, expected } = await runProgram(code, beside);
  expect(printed).toStrictEqual(expected);
}
