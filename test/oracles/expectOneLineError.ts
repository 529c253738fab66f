import { expect } from 'vitest';

import type { Ended } from './runExample.ts';

/** Expects that a program printed a one-line error, nothing else, and ended with exit code 1. */
export function expectOneLineError(
  { status, stdout, stderr }: Ended,
  message: RegExp,
): void {
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(message);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
}
