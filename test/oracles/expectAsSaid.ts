import { expect } from 'vitest';

import { runProgram } from './runProgram.ts';

/** That a program prints what its comments say; see `runProgram`. */
export async function expectAsSaid(
  code: string,
  beside: URL,
  files?: Map<string, string>,
): Promise<void> {
  const { printed, expected } = await runProgram(code, beside, files);
  expect(printed).toStrictEqual(expected);
}
