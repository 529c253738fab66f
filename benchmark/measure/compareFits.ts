import type { MetricLearnerOptions } from 'ml-metric-learning';

import type { Figures, Quality } from '../rows/Row.ts';

import { announce } from './announce.ts';
import type { Program } from './commands.ts';
import { ourProgram } from './commands.ts';
import type { Effort, Measured, Unmeasured } from './measureProgram.ts';
import { measureProgram } from './measureProgram.ts';
import type { Arguments } from './readArguments.ts';
import { runOurs } from './runProgram.ts';
import type { LabelledTable, TaskFolder } from './withTask.ts';
import { withTask } from './withTask.ts';

/** A fit, and the comparison of its results. */
export interface Comparison {
  table: LabelledTable;
  options: MetricLearnerOptions;
  peer?: Program;
  /** The quality of a map, by a definition independent of the libraries. */
  quality?: {
    name: string;
    best: Quality['best'];
    of: (components: number[][]) => number;
  };
  /** Whether `quality` is the objective of this library up to rounding: then it is also timed to the peer's value. */
  isObjective?: boolean;
}

/** Sums over all pairs differ in their last digits. */
const ROUNDING = 1e-9;

/** Measures this library and, if installed, the peer, on the same rows, one after the other. */
export function compareFits(
  comparison: Comparison,
  settings: Arguments,
): Figures {
  const { table, options, peer, quality } = comparison;
  return withTask(table, (task) => {
    const ours = measureOurs(ourProgram(options), task, settings);
    const size = { rows: table.X.length, columns: table.X[0].length };
    const figures: Figures = { size, ours: ours.cost };
    if (quality) {
      const { name, best } = quality;
      const value = quality.of(ours.result.components);
      figures.quality = { name, best, ours: value };
    }
    if (!peer) return figures;
    const theirs = measureProgram(peer, task, settings);
    if (theirs.status !== 'done') {
      announce(`left out: ${theirs.status}: ${theirs.reason}`);
      return { ...figures, note: noteOf(theirs.status, settings.limit) };
    }
    figures.theirs = theirs.cost;
    if (!quality || !figures.quality) return figures;
    const value = quality.of(theirs.result.components);
    figures.quality.theirs = value;
    if (comparison.isObjective) {
      figures.toTheirs = secondsTo(value, ours, comparison, task, settings);
    }
    return figures;
  });
}

function noteOf(
  status: Unmeasured['status'],
  limit: number,
): string | undefined {
  if (status === 'missing') return undefined;
  return status === 'failed' ? status : `over ${limit} s`;
}

/**
 * Whether our quality is at least as good as the peer's.
 * @returns `undefined`, if there is nothing to compare.
 */
export function isAtLeastAsGood(
  quality: Quality | undefined,
): boolean | undefined {
  if (quality?.theirs === undefined) return undefined;
  const { best, ours, theirs } = quality;
  const ahead = best === 'least' ? theirs - ours : ours - theirs;
  return ahead >= -ROUNDING * Math.abs(theirs);
}

// a fit that stops at the first iteration whose objective is at most the peer's. With active impostors, the history
// refers to those found so far, so the definition decides from there on.
function secondsTo(
  theirs: number,
  ours: Measured,
  { options, quality }: Comparison,
  task: TaskFolder,
  settings: Effort,
): number | undefined {
  const { objectives = [], components } = ours.result;
  const bound = theirs + ROUNDING * Math.abs(theirs);
  const first = objectives.findIndex((objective) => objective <= bound);
  if (first === -1 || !quality || quality.of(components) > bound) {
    return undefined;
  }
  const stopAt = (maxIterations: number) => {
    const solver = { name: 'lbfgs', maxIterations } as const;
    return ourProgram({ ...options, solver });
  };
  let low = first;
  let high = objectives.length - 1;
  while (low < high) {
    const middle = low === first ? first : Math.floor((low + high) / 2);
    const reached = quality.of(fitOnce(stopAt(middle), task, settings));
    if (reached <= bound) high = middle;
    else low = middle + 1;
  }
  // the last iteration may be a restart, which the limit of iterations excludes
  if (low === objectives.length - 1) return ours.cost.warm;
  return measureOurs(stopAt(low), task, settings).cost.warm;
}

function fitOnce(
  program: Program,
  task: TaskFolder,
  { core }: Effort,
): number[][] {
  task.prepare(program.settings, 0);
  runOurs(program.command(task.path), core);
  return task.read().components;
}

function measureOurs(
  program: Program,
  task: TaskFolder,
  { core, quick }: Effort,
): Measured {
  const measured = measureProgram(program, task, { core, quick });
  if (measured.status === 'done') return measured;
  throw new Error(`our own program is ${measured.status}: ${measured.reason}`);
}
