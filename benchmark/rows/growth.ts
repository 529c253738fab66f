import type { MetricLearnerOptions } from 'ml-metric-learning';

import { generateClusters } from '../data/generateClusters.ts';
import { announce } from '../measure/announce.ts';
import { ourProgram } from '../measure/commands.ts';
import type { Arguments } from '../measure/readArguments.ts';
import { runOurs } from '../measure/runProgram.ts';
import { withTask } from '../measure/withTask.ts';
import { digits } from '../results/digits.ts';

/** Seconds as a function of n. */
export interface Growth {
  name: string;
  points: Array<{ rows: number; seconds: number }>;
}

const COLUMNS = 20;
const SIZES = [1000, 3162, 10_000, 31_623, 100_000];
const NCA_ITERATIONS = 3;

/**
 * Measures the growth of the cost: a fit of LMNN + margin to its end, and an evaluation of NCA, each the first fit of a
 * process of its own, on generated rows.
 */
export function measureGrowth({ core }: Arguments): Growth[] {
  const measure = (rows: number, options: MetricLearnerOptions) => {
    announce(`growth, ${JSON.stringify(options)}, n = ${rows}`);
    return withTask(generateClusters({ rows, columns: COLUMNS }), (task) => {
      const program = ourProgram(options);
      task.prepare(program.settings, 0);
      runOurs(program.command(task.path), core);
      return task.read();
    });
  };
  const nca = {
    loss: 'nca',
    margin: false,
    solver: { name: 'lbfgs', maxIterations: NCA_ITERATIONS },
  } as const;
  return [
    {
      name: 'LMNN + margin, a fit',
      points: SIZES.map((rows) => ({
        rows,
        seconds: measure(rows, {}).seconds,
      })),
    },
    {
      name: 'NCA, an evaluation',
      points: SIZES.map((rows) => {
        const { seconds, evaluations = 1 } = measure(rows, nca);
        return { rows, seconds: seconds / evaluations };
      }),
    },
  ];
}

/**
 * The exponent of n in the seconds: the slope of the least-squares line through the logarithms.
 * @param growth - At least two points.
 */
export function slopeOf({ points }: Growth): number {
  const x = points.map(({ rows }) => Math.log(rows));
  const y = points.map(({ seconds }) => Math.log(seconds));
  const meanX = x.reduce((sum, value) => sum + value, 0) / x.length;
  const covariance = x.reduce((sum, v, at) => sum + (v - meanX) * y[at], 0);
  return covariance / x.reduce((sum, v) => sum + (v - meanX) ** 2, 0);
}

/** Describes a curve in one line. */
export function describeGrowth(growth: Growth): string {
  const points = growth.points.map(
    ({ rows, seconds }) =>
      `${digits(seconds)} s at ${rows.toLocaleString('en')} rows`,
  );
  const slope = slopeOf(growth).toFixed(2);
  return `${growth.name}: ${points.join(', ')}; log-log slope ${slope}`;
}
