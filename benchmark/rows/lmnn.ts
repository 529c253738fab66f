import type { MetricLearnerOptions } from 'ml-metric-learning';

import { generateClusters } from '../data/generateClusters.ts';
import type { Table } from '../data/readTraining.ts';
import { readSplits } from '../data/readTraining.ts';
import type { PythonPeer } from '../measure/commands.ts';
import { pythonProgram } from '../measure/commands.ts';
import { compareFits } from '../measure/compareFits.ts';
import type { LabelledTable } from '../measure/withTask.ts';
import { lmnnObjective } from '../quality/lmnnObjective.ts';

import type { FitRow, Goal } from './Row.ts';
import { TIGHT } from './tight.ts';

interface Work {
  name: string;
  work: string;
  hinge: 'linear' | 'squared';
  peer: PythonPeer;
  read: (data: string) => LabelledTable;
  goal: Goal;
}

const WORK: Work[] = [
  {
    name: 'lmnn-digits',
    work: 'LMNN, digits',
    hinge: 'linear',
    peer: 'metric-learn-lmnn',
    read: (data) => readSplits(data, ['digits'])[0].train,
    goal: { ratio: 40, endRatio: 10 },
  },
  {
    name: 'lmnn-vehicle',
    work: 'LMNN, vehicle-sized',
    hinge: 'linear',
    peer: 'metric-learn-lmnn',
    read: readVehicleSized,
    goal: { ratio: 50 },
  },
  {
    name: 'active-letter',
    work: "LMNN `impostors: 'active'`, squared hinge, letter",
    hinge: 'squared',
    peer: 'pylmnn-lmnn',
    read: (data) => readSplits(data, ['letter'])[0].train,
    goal: { ratio: 4 },
  },
  {
    name: 'active-satellite',
    work: "LMNN `impostors: 'active'`, squared hinge, satellite",
    hinge: 'squared',
    peer: 'pylmnn-lmnn',
    read: (data) => readSplits(data, ['satellite'])[0].train,
    goal: { ratio: 8 },
  },
  {
    name: 'active-180',
    work: "LMNN `impostors: 'active'`, squared hinge, generated",
    hinge: 'squared',
    peer: 'pylmnn-lmnn',
    read: () => generateClusters({ rows: 2000, columns: 180, spread: 0.5 }),
    goal: { ratio: 3 },
  },
];

/**
 * LMNN over all impostors from the identity, compared with metric-learn (linear) and pylmnn (squared).
 * metric-learn stops when its sum changes by less than .001, which is 2 to 3 in 10⁷ here, about our tolerance.
 * pylmnn searches only within the distance of a row's last target, so that it misses some impostors and its own value
 * is below the objective here.
 */
export const lmnnRows: FitRow[] = WORK.map(
  ({ name, work, hinge, peer, read, goal }) => ({
    kind: 'fit',
    name,
    work,
    peer: peer.replace(/-lmnn$/, ''),
    goal,
    measure(settings) {
      const table = read(settings.data);
      const options: MetricLearnerOptions = {
        loss: { name: 'lmnn', impostors: 'active', hinge },
        margin: false,
      };
      const comparison = {
        table,
        options,
        peer: pythonProgram(peer, settings),
        tightPeer:
          peer === 'pylmnn-lmnn'
            ? pythonProgram(peer, settings, TIGHT)
            : undefined,
        quality: {
          name: 'objective',
          best: 'least',
          of: (components: number[][]) =>
            lmnnObjective(table, components, hinge),
        },
        isObjective: true,
      } as const;
      return compareFits(comparison, settings);
    },
  }),
);

// as many rows and columns as Vehicle, from the available data; already standardized
function readVehicleSized(data: string): Table {
  const [{ train }] = readSplits(data, ['satellite:846']);
  return { X: train.X.map((row) => row.slice(0, 18)), y: train.y };
}
