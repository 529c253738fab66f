import type { Cost } from '../rows/Row.ts';

import type { Program } from './commands.ts';
import type { Ending } from './runProgram.ts';
import { runProgram } from './runProgram.ts';
import type { Result, TaskFolder } from './withTask.ts';

/** How thoroughly a program is measured. */
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

/**
 * Seconds of repeats. A fit of some milliseconds is repeated hundreds of times, until engines have compiled it well: iris took
 * 9.7 ms after ten repeats, 4 ms after a second of them.
 */
const REPEATING = { thorough: 3, quick: 1 };
/** A fit that takes longer is not repeated: the start of an engine does not matter. */
const LONGEST_REPEATED = { thorough: 10, quick: 2 };

/**
 * Measures a program: a process that fits once, and another one that repeats the fit.
 * @param task - Rows.
 * @param effort - How thoroughly.
 * @returns The cost, or the reason why it is missing: the program is not installed, takes too long or fails.
 */
export function measureProgram(
  program: Program,
  task: TaskFolder,
  effort: Effort,
): Measured | Unmeasured {
  const pace = effort.quick ? 'quick' : 'thorough';
  const run = (repeating: number) => {
    task.prepare(program.settings, repeating);
    return runProgram(program.command(task.path), effort);
  };
  const { status, reason } = run(0);
  if (status !== 'done') return { status, reason };
  const result = task.read();
  const { megabytes } = result;
  let { seconds } = result;
  const isRepeated = seconds <= LONGEST_REPEATED[pace];
  if (isRepeated && run(REPEATING[pace]).status === 'done') {
    seconds = Math.min(seconds, task.read().seconds);
  }
  return { status: 'done', cost: { seconds, megabytes }, result };
}
