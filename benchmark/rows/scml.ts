import { readSplits } from '../data/readTraining.ts';
import { pythonProgram } from '../measure/commands.ts';
import { compareFits } from '../measure/compareFits.ts';
import { accuracy } from '../quality/accuracy.ts';

import type { FitRow } from './Row.ts';

/** Sparse compositional metrics, compared with metric-learn's SCML_Supervised: 3-NN accuracy on the other 30 %. */
export const scmlRows: FitRow[] = [
  {
    kind: 'fit',
    name: 'scml-letter',
    work: 'SCML, letter',
    peer: 'metric-learn',
    goal: { endRatio: 10, megabytes: 200 },
    measure(settings) {
      const [split] = readSplits(settings.data, ['letter']);
      const comparison = {
        table: split.train,
        options: {
          loss: 'triplet',
          margin: false,
          parameterization: 'compositional',
        },
        peer: pythonProgram('metric-learn-scml', settings),
        quality: {
          name: 'accuracy',
          best: 'most',
          of: (components: number[][]) => accuracy(split, components),
        },
      } as const;
      return compareFits(comparison, settings);
    },
  },
];
