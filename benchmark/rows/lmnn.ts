import type { MetricLearnerOptions } from 'ml-metric-learning';

import type { Table } from '../data/readTraining.ts';
import { readSplits } from '../data/readTraining.ts';
import type { PythonPeer } from '../measure/commands.ts';
import { pythonProgram } from '../measure/commands.ts';
import { compareFits } from '../measure/compareFits.ts';
import { lmnnObjective } from '../quality/lmnnObjective.ts';

import type { FitRow, Goal } from './Row.ts';

interface Work {
  name: string;
  work: string;
  hinge: 'linear' | 'squared';
  peer: PythonPeer;
  read: (data: string) => Table;
  goal: Goal;
}

const WORK: Work[] = [
  {
    name: 'lmnn-digits',
    work: 'LMNN, digits',
    hinge: 'linear',
    peer: 'metric-learn-lmnn',
    read: (data) => readSplits(data, ['digits'])[0].train,
    goal: { ratio: 30, to: 'objective' },
  },
  {
    name: 'lmnn-vehicle',
    work: 'LMNN, vehicle-sized',
    hinge: 'linear',
    peer: 'metric-learn-lmnn',
    read: readVehicleSized,
    goal: { ratio: 50, to: 'objective' },
  },
  {
    name: 'active-letter',
    work: "LMNN `impostors: 'active'`, squared hinge, letter",
    hinge: 'squared',
    peer: 'pylmnn-lmnn',
    read: (data) => readSplits(data, ['letter'])[0].train,
    goal: { ratio: 5 },
  },
  {
    name: 'active-satellite',
    work: "LMNN `impostors: 'active'`, squared hinge, satellite",
    hinge: 'squared',
    peer: 'pylmnn-lmnn',
    read: (data) => readSplits(data, ['satellite'])[0].train,
    goal: { ratio: 5 },
  },
];

/**
 * LMNN over all impostors from the identity, compared with metric-learn (linear) and pylmnn (squared, without its cap).
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
