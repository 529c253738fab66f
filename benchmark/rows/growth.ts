import type { MetricLearnerOptions } from 'ml-metric-learning';

import { generateClusters } from '../data/generateClusters.ts';
import { announce } from '../measure/announce.ts';
import { ourProgram } from '../measure/commands.ts';
import { runOurs } from '../measure/runProgram.ts';
import type { Result } from '../measure/withTask.ts';
import { withTask } from '../measure/withTask.ts';

import type { GrowthRow } from './Row.ts';

const COLUMNS = 20;
const SIZES = [1000, 3162, 10_000, 31_623, 100_000];
const QUICK_SIZES = 3;
const NCA_ITERATIONS = 3;

/** Seconds against the number of generated rows; each fit is the first one of a process. */
export const growthRows: GrowthRow[] = [
  createRow(
    'growth-lmnn',
    'LMNN + margin, a fit',
    {},
    ({ seconds }) => seconds,
  ),
  createRow(
    'growth-nca',
    'NCA, an evaluation',
    {
      loss: 'nca',
      margin: false,
      solver: { name: 'lbfgs', maxIterations: NCA_ITERATIONS },
    },
    ({ seconds, evaluations = 1 }) => seconds / evaluations,
  ),
];

function createRow(
  name: string,
  work: string,
  options: MetricLearnerOptions,
  secondsOf: (result: Result) => number,
): GrowthRow {
  return {
    kind: 'growth',
    name,
    work,
    isLong: true,
    measure({ core, quick }) {
      const sizes = quick ? SIZES.slice(0, QUICK_SIZES) : SIZES;
      return sizes.map((rows) => {
        announce(`${name}, n = ${rows}`);
        const table = generateClusters({ rows, columns: COLUMNS });
        return withTask(table, (task) => {
          const program = ourProgram(options);
          task.prepare(program.settings, 0);
          runOurs(program.command(task.path), core);
          return { rows, seconds: secondsOf(task.read()) };
        });
      });
    },
  };
}
