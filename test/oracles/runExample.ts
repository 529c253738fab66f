import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The exit status and the output of a program. */
export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** The folder from which readers run examples. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs a program of `examples/` without a terminal.
 * @param name - Its file, without `.ts`.
 * @param args - Arguments of the command line.
 */
export function runExample(name: string, ...args: string[]): Ended {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', `examples/${name}.ts`, ...args],
    { cwd: root, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}
