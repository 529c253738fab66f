import { expect } from 'vitest';

import { runProgram } from './runProgram.ts';

/** Expects that a program prints what its comments say; see `runProgram`. */
export async function expectCommentedOutput(
  code: string,
  beside: URL,
  files?: Map<string, string>,
): Promise<void> {
  const { printed, expected } = await runProgram(code, beside, files);
  expect(printed).toStrictEqual(expected);
}
