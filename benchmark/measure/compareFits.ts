import type { MetricLearnerOptions } from 'ml-metric-learning';

import { isAtLeastAsGood } from '../results/ratios.ts';
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
  /** The peer at its defaults. */
  peer?: Program;
  /** The peer at the tolerance of this library, if that is another one. */
  tightPeer?: Program;
  /** The quality of a map, by a definition independent of the libraries. */
  quality?: {
    name: string;
    best: Quality['best'];
    of: (components: number[][]) => number;
  };
  /** Whether `quality` is the objective of this library up to rounding: then it is also timed to the peer's value. */
  isObjective?: boolean;
}

/** Measures this library and, if installed, the peer, on the same rows, one after the other. */
export function compareFits(
  comparison: Comparison,
  settings: Arguments,
): Figures {
  const { table, options, peer, tightPeer, quality } = comparison;
  return withTask(table, (task) => {
    const ours = measureOurs(ourProgram(options), task, settings);
    const size = sizeOf(table);
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
    if (!comparison.isObjective) return figures;
    figures.toTheirs = secondsTo(value, ours, comparison, task, settings);
    if (!tightPeer) return figures;
    const tight = measureProgram(tightPeer, task, settings);
    if (tight.status !== 'done') return figures;
    const lower = quality.of(tight.result.components);
    figures.tight = {
      theirs: tight.cost.seconds,
      toTheirs: secondsTo(lower, ours, comparison, task, settings),
    };
    return figures;
  });
}

/** The number of rows and columns. */
export function sizeOf({ X }: LabelledTable): Figures['size'] {
  return { rows: X.length, columns: X[0].length };
}

function noteOf(
  status: Unmeasured['status'],
  limit: number,
): string | undefined {
  if (status === 'missing') return undefined;
  return status === 'failed' ? status : `over ${limit} s`;
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
  if (!quality) return undefined;
  const reaches = (value: number) =>
    isAtLeastAsGood({ ...quality, ours: value, theirs }) === true;
  const { objectives = [], components } = ours.result;
  const first = objectives.findIndex(reaches);
  if (first === -1 || !reaches(quality.of(components))) return undefined;
  const stopAt = (maxIterations: number) => {
    const solver = { name: 'lbfgs', maxIterations } as const;
    return ourProgram({ ...options, solver });
  };
  let low = first;
  let high = objectives.length - 1;
  while (low < high) {
    const middle = low === first ? first : Math.floor((low + high) / 2);
    const value = quality.of(fitOnce(stopAt(middle), task, settings));
    if (reaches(value)) high = middle;
    else low = middle + 1;
  }
  // the last iteration may be a restart, which the limit of iterations excludes
  if (low === objectives.length - 1) return ours.cost.seconds;
  return measureOurs(stopAt(low), task, settings).cost.seconds;
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
  effort: Effort,
): Measured {
  const measured = measureProgram(program, task, effort);
  if (measured.status === 'done') return measured;
  throw new Error(`our own program is ${measured.status}: ${measured.reason}`);
}
