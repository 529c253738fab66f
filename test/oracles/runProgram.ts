import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { format } from 'node:util';

import { vi } from 'vitest';

/** What a program printed, and what its comments say that it does. */
export interface Printed {
  printed: string[];
  expected: string[];
}

/**
 * Runs a program whose lines `console.log(…); // this` say what they print. One that prints what no comment tells, or nothing,
 * would test nothing, and is refused.
 * @param code - The program.
 * @param beside - Where to write it, in a folder of its own: it finds the packages that are installed there.
 */
export async function runProgram(code: string, beside: URL): Promise<Printed> {
  const expected = Array.from(
    code.matchAll(/^\s*console\.log\(.*\); \/\/ (?<output>.*)$/gm),
    ({ groups }) => groups?.output ?? '',
  );
  const calls = code.match(/console\.log\(/g) ?? [];
  if (expected.length === 0 || expected.length !== calls.length) {
    throw new Error(
      `${calls.length} lines print, of which ${expected.length} say what`,
    );
  }
  const parent = fileURLToPath(new URL('.readme/', beside));
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(parent);
  const log = vi.spyOn(console, 'log').mockReturnValue();
  try {
    const file = `${folder}/program.js`;
    writeFileSync(file, code);
    await import(/* @vite-ignore */ pathToFileURL(file).href);
    const printed = log.mock.calls.map((args) => format(...args));
    return { printed, expected };
  } finally {
    log.mockRestore();
    rmSync(folder, { recursive: true });
  }
}
