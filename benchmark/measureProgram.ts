import type { Cost } from './Row.ts';
import type { Program } from './programs.ts';
import type { Ending } from './runProgram.ts';
import { runProgram } from './runProgram.ts';
import type { Result, TaskFolder } from './withTask.ts';

/** How often a program runs. */
export interface Effort {
  core: number;
  /** Seconds after which a process is ended; none, if not given. */
  limit?: number;
  quick: boolean;
}

/** Why there are no figures of a program. */
export interface Unmeasured {
  status: Exclude<Ending['status'], 'done'>;
  reason: string;
}

/** What a program took, and the result of its first run. */
export interface Measured {
  status: 'done';
  cost: Cost;
  result: Result;
}

/** Cold processes and warm repeats at most, and the seconds that either may take after the first run. */
const THOROUGH = { cold: 3, warm: 30, seconds: 20 };
const QUICK = { cold: 1, warm: 10, seconds: 5 };

/**
 * Measures a program, cold and warm. A fit too long to be repeated is warm as it is: what a first run costs more is lost
 * in it.
 * @param program - The program.
 * @param task - Rows.
 * @param effort - How often.
 * @returns What it took; why not, where it is not there, takes too long or fails.
 */
export function measureProgram(
  program: Program,
  task: TaskFolder,
  effort: Effort,
): Measured | Unmeasured {
  const most = effort.quick ? QUICK : THOROUGH;
  const run = (repeats: number) => {
    task.prepare(program.settings, repeats);
    return runProgram(program.command(task.path), effort);
  };
  const first = run(0);
  const { status, reason } = first;
  if (status !== 'done') return { status, reason };
  const result = task.read();
  const cost = { ...result, warm: result.seconds, cold: first.seconds };
  for (let at = 1; at < Math.min(most.cold, most.seconds / cost.cold); at++) {
    cost.cold = Math.min(cost.cold, run(0).seconds);
  }
  const repeats = Math.min(most.warm, Math.floor(most.seconds / cost.warm) - 1);
  if (repeats > 0 && run(repeats).status === 'done') {
    cost.warm = Math.min(cost.warm, task.read().seconds);
  }
  const { warm, cold, megabytes } = cost;
  return { status: 'done', cost: { warm, cold, megabytes }, result };
}
