/**
 * LMNN over all impostors, from the identity, on standardized 70 % of each data set; with `--python`, pylmnn's beside the
 * squared hinge and metric-learn's beside the linear one. The objective is by the definition, for all of them.
 */
import type { MetricLearnerOptions } from 'ml-metric-learning';

import { fitOurs } from './fitOurs.ts';
import { readArguments } from './readArguments.ts';
import type { Table } from './readTraining.ts';
import { readSplits } from './readTraining.ts';
import { runPeer } from './runPeer.ts';

const NAMES = ['iris', 'wine', 'sonar', 'glass', 'breast_cancer'];
const LARGER = ['satellite:846', 'digits'];
const TARGETS = 3;
const PEERS = {
  squared: 'pylmnn-lmnn',
  linear: 'metric-learn-lmnn',
} as const;

const { data, python } = readArguments();
for (const { name, train } of readSplits(data, [...NAMES, ...LARGER])) {
  for (const hinge of ['squared', 'linear'] as const) {
    const options: MetricLearnerOptions = {
      loss: { name: 'lmnn', impostors: 'active', hinge },
      margin: false,
    };
    const ours = fitOurs(train, options);
    const reached = objectiveAt(train, ours.components, hinge);
    const { summary } = ours.metric;
    let line = `lmnn ${hinge}, ${name}: ${reached.toFixed(7)} (${summary.objective.toFixed(7)}, ${summary.evaluations} evaluations) in ${ours.seconds.toFixed(3)} s`;
    if (python) {
      const peer = PEERS[hinge];
      const theirs = runPeer(python, peer, train.X, train.y);
      const objective = objectiveAt(train, theirs.components, hinge);
      line += `; ${peer} ${objective.toFixed(7)} in ${theirs.seconds.toFixed(3)} s, ${(theirs.seconds / ours.seconds).toFixed(1)} times as long`;
    }
    console.log(line);
  }
}

// (pull + push) / 2: the mean over pairs (row, target), the sum over all rows of other classes
function objectiveAt(
  { X, y }: Table,
  components: number[][],
  hinge: 'squared' | 'linear',
): number {
  const embed = (rows: number[][]) =>
    rows.map((row) =>
      components.map((weights) =>
        weights.reduce((sum, weight, k) => sum + weight * row[k], 0),
      ),
    );
  const Z = embed(X);
  let sum = 0;
  for (const [i, z] of Z.entries()) {
    const others = Z.filter((_, l) => y[l] !== y[i]).map((b) => between(z, b));
    const mates = X.map((row, j) => ({ j, distance: between(X[i], row) }))
      .filter(({ j }) => j !== i && y[j] === y[i])
      .toSorted((a, b) => a.distance - b.distance)
      .slice(0, TARGETS);
    for (const { j } of mates) {
      const pull = between(z, Z[j]);
      sum += pull;
      for (const distance of others) {
        const violation = Math.max(0, 1 + pull - distance);
        sum += hinge === 'squared' ? violation ** 2 : violation;
      }
    }
  }
  return sum / (2 * TARGETS * X.length);
}

function between(a: number[], b: number[]): number {
  return a.reduce((sum, value, k) => sum + (value - b[k]) ** 2, 0);
}
