import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = fileURLToPath(new URL('../.library/', import.meta.url));

/**
 * Compiles the library before the tests of the queue, so that their workers start as fast as those of users.
 * @returns A function that removes it.
 */
export default function compileLibrary(): () => void {
  execFileSync(
    process.execPath,
    [
      'node_modules/typescript/bin/tsc',
      '--noCheck',
      '--project',
      'tsconfig.build.json',
      '--outDir',
      folder,
    ],
    { cwd: root },
  );
  return () => rmSync(folder, { recursive: true });
}
