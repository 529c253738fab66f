import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** How a program ended, and what it wrote. */
export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Where examples are run from, as their readers do. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs a program of `examples/`, as nobody who looks at a terminal.
 * @param name - Its file, without `.ts`.
 * @param args - What is behind it on the command line.
 */
export function runExample(name: string, ...args: string[]): Ended {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', `examples/${name}.ts`, ...args],
    { cwd: root, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}
