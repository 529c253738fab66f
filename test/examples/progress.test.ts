import { afterEach, expect, test, vi } from 'vitest';

import { showProgress } from '../../examples/progress.ts';

afterEach(() => vi.unstubAllGlobals());

/** The output of two steps of three, with streams that are terminals or not. */
function write(stderrIsTerminal: boolean, stdoutIsTerminal: boolean): string {
  const written: string[] = [];
  const stderr = {
    isTTY: stderrIsTerminal,
    write: (text: string) => written.push(text),
  };
  vi.stubGlobal('process', { stderr, stdout: { isTTY: stdoutIsTerminal } });
  const progress = showProgress(3);
  progress.advance();
  progress.advance();
  progress.clear();
  return written.join('');
}

test('a terminal shows the steps counted, and clears the line at the end', () => {
  expect(write(true, true)).toBe('\r1 of 3 fits\r2 of 3 fits\r\u001B[K');
});

test.each([
  [true, false],
  [false, true],
  [false, false],
])('nothing is written to a pipe (%s, %s)', (stderr, stdout) => {
  expect(write(stderr, stdout)).toBe('');
});
