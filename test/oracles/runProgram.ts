import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { format } from 'node:util';

import { vi } from 'vitest';

/** The output of a program, and the output stated in its comments. */
export interface Printed {
  printed: string[];
  expected: string[];
}

/**
 * Runs a program with lines `console.log(…); // output`. A program whose output has no comment, or without output,
 * would test nothing, and is refused.
 * @param code - The program.
 * @param beside - Where to create its folder: it finds the packages that are installed there.
 * @param files - Further files of the folder in which it runs: contents by name.
 */
export async function runProgram(
  code: string,
  beside: URL,
  files = new Map<string, string>(),
): Promise<Printed> {
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
  const before = process.cwd();
  try {
    const file = `${folder}/program.js`;
    writeFileSync(file, code);
    for (const [name, content] of files) {
      writeFileSync(`${folder}/${name}`, content);
    }
    process.chdir(folder);
    await import(/* @vite-ignore */ pathToFileURL(file).href);
    const printed = log.mock.calls.map((args) => format(...args));
    return { printed, expected };
  } finally {
    process.chdir(before);
    log.mockRestore();
    rmSync(folder, { recursive: true });
  }
}
