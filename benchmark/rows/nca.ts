import type { MetricLearnerOptions } from 'ml-metric-learning';

import { generateClusters } from '../data/generateClusters.ts';
import { readSplits } from '../data/readTraining.ts';
import { ourProgram, pythonProgram } from '../measure/commands.ts';
import { compareFits, sizeOf } from '../measure/compareFits.ts';
import type { Measured } from '../measure/measureProgram.ts';
import { measureProgram } from '../measure/measureProgram.ts';
import type { Arguments } from '../measure/readArguments.ts';
import type { LabelledTable } from '../measure/withTask.ts';
import { withTask } from '../measure/withTask.ts';
import { ncaObjective } from '../quality/ncaObjective.ts';

import type { Cost, Figures, FitRow, Goal } from './Row.ts';
import { TIGHT } from './tight.ts';

interface Work {
  /** A data set, or the name of a generated table. */
  name: string;
  goal: Goal;
  read?: () => LabelledTable;
}

const WORK: Work[] = [
  { name: 'satellite', goal: { ratio: 12, megabytes: 150 } },
  { name: 'digits', goal: { ratio: 8 } },
  { name: 'iris', goal: { ratio: 3, endRatio: 1 } },
  { name: 'wine', goal: { ratio: 3, endRatio: 1 } },
  { name: 'sonar', goal: { ratio: 3, endRatio: 1 } },
  { name: 'glass', goal: { ratio: 5, endRatio: 1 } },
  {
    // as many rows, columns and classes as ionosphere has
    name: '33',
    goal: { ratio: 3, endRatio: 1 },
    read: () =>
      generateClusters({ rows: 245, columns: 33, classes: 2, spread: 0.5 }),
  },
  {
    name: '180',
    goal: { ratio: 2 },
    read: () => generateClusters({ rows: 2000, columns: 180, spread: 0.5 }),
  },
];
const OPTIONS = { loss: 'nca', margin: false } as const;
/** Iterations of a fit that is too long to be measured to its end. */
const ITERATIONS = 1;

/** NCA from the identity, compared with scikit-learn. */
export const ncaRows: FitRow[] = [
  ...WORK.map(createRow),
  {
    kind: 'fit',
    name: 'nca-784',
    work: 'NCA, an evaluation, generated',
    peer: 'scikit-learn',
    goal: {},
    measure: measureEvaluation,
  },
];

function createRow({ name, goal, read }: Work): FitRow {
  return {
    kind: 'fit',
    name: `nca-${name}`,
    work: `NCA, ${read ? 'generated' : name}`,
    peer: 'scikit-learn',
    goal,
    measure(settings) {
      const table = read?.() ?? readSplits(settings.data, [name])[0].train;
      const comparison = {
        table,
        options: OPTIONS,
        peer: pythonProgram('sklearn-nca', settings),
        tightPeer: pythonProgram('sklearn-nca', settings, TIGHT),
        quality: {
          name: 'objective',
          best: 'least',
          of: (components: number[][]) => ncaObjective(table, components),
        },
        isObjective: true,
      } as const;
      return compareFits(comparison, settings);
    },
  };
}

function measureEvaluation(settings: Arguments): Figures {
  const table = generateClusters({ rows: 5000, columns: 784, spread: 0.2 });
  const options: MetricLearnerOptions = {
    ...OPTIONS,
    solver: { name: 'lbfgs', maxIterations: ITERATIONS },
  };
  const stop = { iterations: ITERATIONS };
  return withTask(table, (task) => {
    const [ours, theirs] = [
      ourProgram(options),
      pythonProgram('sklearn-nca', settings, stop),
    ].map((program) => measureProgram(program, task, settings));
    if (ours.status !== 'done') {
      throw new Error(`our own program: ${ours.status} ${ours.reason}`);
    }
    const remark =
      'Seconds of a fit of one iteration, its start included, divided by its evaluations.';
    return {
      size: sizeOf(table),
      ours: perEvaluation(ours),
      theirs: theirs.status === 'done' ? perEvaluation(theirs) : undefined,
      remark,
    };
  });
}

function perEvaluation({ cost, result }: Measured): Cost {
  const { evaluations = 1 } = result;
  return { ...cost, seconds: cost.seconds / evaluations };
}
