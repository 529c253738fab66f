import type { Cost } from '../rows/Row.ts';

import type { Program } from './commands.ts';
import type { Ending } from './runProgram.ts';
import { runProgram } from './runProgram.ts';
import type { Result, TaskFolder } from './withTask.ts';

/** The number of runs of a program. */
export interface Effort {
  core: number;
  /** Seconds after which a process is killed; by default, there is no limit. */
  limit?: number;
  quick: boolean;
}

/** The reason why the figures of a program are missing. */
export interface Unmeasured {
  status: Exclude<Ending['status'], 'done'>;
  reason: string;
}

/** The cost of a program, and the result of its first run. */
export interface Measured {
  status: 'done';
  cost: Cost;
  result: Result;
}

/** The largest numbers of cold processes and warm repeats, and the limit of their seconds after the first run. */
const THOROUGH = { cold: 3, warm: 30, seconds: 20 };
const QUICK = { cold: 1, warm: 10, seconds: 5 };

/**
 * Measures a program, cold and warm. For a fit too long to be repeated, the cold run counts as warm, since the overhead
 * of a first run is negligible.
 * @param task - Rows.
 * @param effort - The number of runs.
 * @returns The cost, or the reason why it is missing: the program is not installed, takes too long or fails.
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
