import type { SpawnSyncReturns } from 'node:child_process';
import { spawnSync } from 'node:child_process';

/** The exit code by which a program says that its library is not there. */
const NOT_THERE = 3;

/** One thread, whatever numpy and torch were built with. */
const ONE_THREAD = {
  OMP_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
};

const canPin = spawnSync('taskset', ['--version']).status === 0;

/** How a program ended. */
export interface Ending {
  status: 'done' | 'missing' | 'over limit' | 'failed';
  /** Wall seconds of its process. */
  seconds: number;
  /** What it printed. */
  output: string;
  /** What it said of its failure. */
  reason: string;
}

/**
 * Runs a program in a process of its own, alone, pinned to one core where `taskset` is there.
 * @param command - The program and its arguments.
 * @param settings - Where and how long it may run.
 * @param settings.core - The core; any, if not given.
 * @param settings.limit - Seconds after which it is ended; none, if not given.
 * @returns How it ended.
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
 * Runs a program of ours.
 * @param command - The program and its arguments.
 * @param core - Where it runs; anywhere, if not given.
 * @returns What it printed.
 * @throws {Error} It did not end well.
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
  // 127 is how taskset says that there is no such program
  const isMissing = code === 'ENOENT' || status === 127;
  return isMissing || status === NOT_THERE ? 'missing' : 'failed';
}
