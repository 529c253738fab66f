import { readSplits } from '../data/readTraining.ts';
import { pythonProgram } from '../measure/commands.ts';
import { compareFits } from '../measure/compareFits.ts';
import { ncaObjective } from '../quality/ncaObjective.ts';

import type { FitRow, Goal } from './Row.ts';

const WORK: Array<[name: string, goal: Goal]> = [
  ['satellite', { ratio: 10, megabytes: 150, to: 'objective' }],
  ['digits', { ratio: 4, to: 'objective' }],
  ['iris', { ratio: 2, to: 'objective' }],
  ['wine', { ratio: 2, to: 'objective' }],
  ['sonar', { ratio: 2, to: 'objective' }],
  ['glass', { ratio: 2, to: 'objective' }],
];

/** NCA from the identity, compared with scikit-learn. */
export const ncaRows: FitRow[] = WORK.map(([name, goal]) => ({
  kind: 'fit',
  name: `nca-${name}`,
  work: `NCA, ${name}`,
  peer: 'scikit-learn',
  goal,
  measure(settings) {
    const [{ train }] = readSplits(settings.data, [name]);
    const comparison = {
      table: train,
      options: { loss: 'nca', margin: false },
      peer: pythonProgram('sklearn-nca', settings),
      quality: {
        name: 'objective',
        best: 'least',
        of: (components: number[][]) => ncaObjective(train, components),
      },
      isObjective: true,
    } as const;
    return compareFits(comparison, settings);
  },
}));
