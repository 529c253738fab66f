import path from 'node:path';

import type { MetricLearnerOptions } from 'ml-metric-learning';

import { generateClusters } from '../data/generateClusters.ts';
import type { AustralianRound } from '../data/readAustralian.ts';
import { readAustralian } from '../data/readAustralian.ts';
import { readSplits } from '../data/readTraining.ts';
import { authorsProgram, pythonProgram } from '../measure/commands.ts';
import { compareFits } from '../measure/compareFits.ts';
import { meanOf } from '../measure/meanOf.ts';
import type { Arguments } from '../measure/readArguments.ts';
import { authorsObjective } from '../quality/authorsObjective.ts';
import { certifiedRadius } from '../quality/certifiedRadius.ts';

import type { Figures, FitRow, Goal } from './Row.ts';

const QUICK_ROUNDS = 4;
/** Tables of many columns. */
const WIDE: Array<{
  name: string;
  rows: number;
  columns: number;
  options?: MetricLearnerOptions;
  goal: Goal;
}> = [
  {
    name: 'wide-384',
    rows: 1000,
    columns: 384,
    options: { pca: 64 },
    goal: { seconds: 2 },
  },
  { name: 'wide-768', rows: 2000, columns: 768, goal: { seconds: 8 } },
  {
    name: 'wide-5000',
    rows: 200,
    columns: 5000,
    goal: { seconds: 10, megabytes: 200 },
  },
];

/** LMNN with the adversarial margin, compared with the authors' code and with ARML, and on large data. */
export const marginRows: FitRow[] = [
  {
    kind: 'fit',
    name: 'margin-australian',
    work: 'LMNN + margin, Australian, mean of rounds',
    peer: "the authors' code, Octave",
    goal: { endRatio: 50 },
    measure: measureAustralian,
  },
  {
    kind: 'fit',
    name: 'margin-glass',
    work: 'LMNN + margin, glass',
    peer: 'ARML, torch',
    goal: { endRatio: 50 },
    measure(settings) {
      const [split] = readSplits(settings.data, ['glass']);
      const comparison = {
        table: split.train,
        options: {},
        peer: pythonProgram('arml', settings),
        quality: {
          name: 'radius',
          best: 'most',
          of: (components: number[][]) => certifiedRadius(split, components),
        },
      } as const;
      return compareFits(comparison, settings);
    },
  },
  {
    kind: 'fit',
    name: 'margin-large',
    work: 'LMNN + margin, 10 generated classes',
    goal: { seconds: 120, megabytes: 1500 },
    measure(settings) {
      const table = generateClusters({ rows: 100_000, columns: 50 });
      return compareFits({ table, options: {} }, settings);
    },
  },
  ...WIDE.map(({ name, rows, columns, options = {}, goal }): FitRow => ({
    kind: 'fit',
    name,
    work: `LMNN + margin${options.pca ? `, \`pca: ${options.pca}\`` : ''}, generated`,
    goal,
    measure(settings) {
      const table = generateClusters({ rows, columns, spread: 0.3 });
      return compareFits({ table, options }, settings);
    },
  })),
];

function measureAustralian(settings: Arguments): Figures {
  const folder = path.join(settings.data, 'reference', 'australian');
  const all = readAustralian(folder);
  const rounds = settings.quick ? all.slice(0, QUICK_ROUNDS) : all;
  // the mean of twenty fits needs fewer repeats of each
  const effort = { ...settings, quick: true };
  return meanOf(rounds.map((round) => measureRound(round, effort)));
}

function measureRound(round: AustralianRound, settings: Arguments): Figures {
  const { mu, lambda, tau } = round;
  const comparison = {
    table: round,
    options: {
      loss: { name: 'lmnn', push: 1 - mu },
      margin: { weight: lambda * tau ** 2, target: tau, epsilon: 1e-10 },
    },
    peer: authorsProgram({ mu, lambda, tau }, settings),
    quality: {
      name: 'objective',
      best: 'least',
      of: (components: number[][]) => authorsObjective(round, components),
    },
    isObjective: true,
  } as const;
  return compareFits(comparison, settings);
}
