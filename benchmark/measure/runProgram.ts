import type { SpawnSyncReturns } from 'node:child_process';
import { spawnSync } from 'node:child_process';

/** The exit code of a program whose library is not installed. */
const NOT_THERE = 3;

/** One thread, for any build of numpy and torch. */
const ONE_THREAD = {
  OMP_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
};

const canPin = spawnSync('taskset', ['--version']).status === 0;

/** The end of a program. */
export interface Ending {
  status: 'done' | 'missing' | 'over limit' | 'failed';
  /** Wall-clock seconds of its process. */
  seconds: number;
  /** Its standard output. */
  output: string;
  /** Its error output. */
  reason: string;
}

/**
 * Runs a program alone in a process of its own, pinned to one core if `taskset` is available.
 * @param command - The program and its arguments.
 * @param settings.core - The core; default: any.
 * @param settings.limit - Seconds after which it is killed; default: none.
 */
export function runProgram(
  command: string[],
  { core, limit }: { core?: number; limit?: number },
): Ending {
  const isPinned = canPin && core !== undefined;
  const [program, ...args] = isPinned
    ? ['taskset', '-c', String(core), ...command]
    : command;
  const started = performance.now();
  const run = spawnSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, ...ONE_THREAD },
    timeout: limit === undefined ? undefined : 1000 * limit,
    killSignal: 'SIGKILL',
  });
  const seconds = (performance.now() - started) / 1000;
  const reason = run.error?.message ?? run.stderr.trim();
  return { status: statusOf(run), seconds, output: run.stdout, reason };
}

/**
 * Runs a program of this repository.
 * @param command - The program and its arguments.
 * @param core - Default: any.
 * @returns Its output.
 * @throws {Error} It failed.
 */
export function runOurs(command: string[], core?: number): string {
  const { status, output, reason } = runProgram(command, { core });
  if (status === 'done') return output;
  throw new Error(`our own program is ${status}: ${reason}`);
}

function statusOf({
  status,
  error,
}: SpawnSyncReturns<string>): Ending['status'] {
  if (status === 0) return 'done';
  const code = error && 'code' in error ? error.code : undefined;
  if (code === 'ETIMEDOUT') return 'over limit';
  // 127 is the exit code of taskset for a missing program
  const isMissing = code === 'ENOENT' || status === 127;
  return isMissing || status === NOT_THERE ? 'missing' : 'failed';
}
