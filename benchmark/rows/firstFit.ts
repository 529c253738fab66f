import type { MetricLearnerOptions } from 'ml-metric-learning';

import { readSplits } from '../data/readTraining.ts';
import type { Program } from '../measure/commands.ts';
import { ourProgram, pythonProgram } from '../measure/commands.ts';
import { sizeOf } from '../measure/compareFits.ts';
import { runProgram } from '../measure/runProgram.ts';
import type { TaskFolder } from '../measure/withTask.ts';
import { withTask } from '../measure/withTask.ts';
import { digits } from '../results/digits.ts';

import type { Cost, FitRow } from './Row.ts';

const PROCESSES = { thorough: 20, quick: 5 };

/** The whole time of a program that loads the library, reads iris, fits once and exits. */
export const firstFitRows: FitRow[] = [
  createRow('first-fit', 'defaults', {}),
  createRow('first-fit-nca', 'NCA', { loss: 'nca', margin: false }, true),
];

function createRow(
  name: string,
  method: string,
  options: MetricLearnerOptions,
  isCompared = false,
): FitRow {
  return {
    kind: 'fit',
    name,
    work: `first fit of a process, ${method}, iris`,
    peer: isCompared ? 'scikit-learn' : undefined,
    goal: { seconds: 0.18 },
    measure(settings) {
      const [{ train }] = readSplits(settings.data, ['iris']);
      const count = settings.quick ? PROCESSES.quick : PROCESSES.thorough;
      const { core } = settings;
      return withTask(train, (task) => {
        const ours = fastest(ourProgram(options), task, count, core);
        if (!ours) throw new Error('our own program failed');
        const peer = pythonProgram('sklearn-nca', settings);
        const theirs = isCompared
          ? fastest(peer, task, count, core)
          : undefined;
        const starts = Array.from({ length: count }, () =>
          runProgram([process.execPath, '--eval', '0'], { core }),
        );
        const node = Math.min(...starts.map(({ seconds }) => seconds));
        const remark = `Seconds of processes, of which an empty program of Node.js takes ${digits(node)} s.`;
        return { size: sizeOf(train), ours, theirs, remark };
      });
    },
  };
}

function fastest(
  program: Program,
  task: TaskFolder,
  count: number,
  core: number,
): Cost | undefined {
  task.prepare(program.settings, 0);
  const runs = Array.from({ length: count }, () =>
    runProgram(program.command(task.path), { core }),
  );
  if (runs.some(({ status }) => status !== 'done')) return undefined;
  const seconds = Math.min(...runs.map((run) => run.seconds));
  return { seconds, megabytes: task.read().megabytes };
}
