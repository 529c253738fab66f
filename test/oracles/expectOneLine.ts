import { expect } from 'vitest';

import type { Ended } from './runExample.ts';

/** That a program said in one line what is wrong, and nothing else, and ended with exit code 1. */
export function expectOneLine(
  { status, stdout, stderr }: Ended,
  message: RegExp,
): void {
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(message);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
}
