/**
 * Sparse compositional metrics: a triplet loss, no margin; 3-NN accuracy on the other 30 % over several splits, time, and
 * memory. The least time counts. With `--python`, metric-learn's SCML_Supervised beside it, on the same rows.
 */
import KNN from 'ml-knn';

import { fitOurs } from './fitOurs.ts';
import { readArguments } from './readArguments.ts';
import type { Split, Table } from './readTraining.ts';
import { readSplits } from './readTraining.ts';
import { runPeer } from './runPeer.ts';

const NAMES = [
  'iris',
  'wine',
  'sonar',
  'glass',
  'breast_cancer',
  'wbc_original',
  'housevotes84',
  'satellite:846',
  'digits',
];
const SPLITS = 5;

interface Result {
  accuracy: number;
  seconds: number;
  rows: number;
}

const { data, python } = readArguments();
// resourceUsage counts kilobytes
const residentAtMost = () => process.resourceUsage().maxRSS / 1024;
const before = residentAtMost();
const accuracies = { ours: 0, theirs: 0 };
for (const name of NAMES) {
  const splits = readSplits(data, [name], SPLITS);
  const ours = summarize(splits.map((split) => measureOurs(split)));
  let line = `scml, ${name}: ${describe(ours)}`;
  accuracies.ours += ours.accuracy / NAMES.length;
  if (python) {
    const theirs = summarize(
      splits.map((split) => measureTheirs(python, split)),
    );
    accuracies.theirs += theirs.accuracy / NAMES.length;
    line += `; metric-learn ${describe(theirs)}, ${(theirs.seconds / ours.seconds).toFixed(1)} times as long`;
  }
  console.log(line);
}
console.log(`scml, mean accuracy: ${accuracies.ours.toFixed(4)}`);
if (python) {
  console.log(`metric-learn, mean accuracy: ${accuracies.theirs.toFixed(4)}`);
}
console.log(
  `scml, all of it: ${residentAtMost().toFixed(0)} MB resident at most, ${before.toFixed(0)} MB before the first fit`,
);

function measureOurs({ train, test }: Split): Result {
  const { components, seconds } = fitOurs(
    train,
    { loss: 'triplet', margin: false, parameterization: 'compositional' },
    1,
  );
  const accuracy = accuracyOf(components, train, test);
  return { accuracy, seconds, rows: components.length };
}

function measureTheirs(command: string, { name, train, test }: Split): Result {
  const run = runPeer(command, 'metric-learn-scml', train.X, train.y);
  if (name === 'digits') {
    console.log(`metric-learn, digits: ${run.megabytes.toFixed(0)} MB`);
  }
  const accuracy = accuracyOf(run.components, train, test);
  return { accuracy, seconds: run.seconds, rows: run.components.length };
}

function accuracyOf(components: number[][], train: Table, test: Table): number {
  const embed = (rows: number[][]) =>
    rows.map((row) =>
      components.map((weights) =>
        weights.reduce((sum, weight, k) => sum + weight * row[k], 0),
      ),
    );
  const knn = new KNN(embed(train.X), train.y, { k: 3 });
  const predictions = knn.predict(embed(test.X));
  const right = predictions.filter((label, row) => label === test.y[row]);
  return right.length / test.y.length;
}

function summarize(results: Result[]): Result {
  const sum = { accuracy: 0, seconds: Infinity, rows: 0 };
  for (const { accuracy, seconds, rows } of results) {
    sum.accuracy += accuracy / results.length;
    sum.seconds = Math.min(sum.seconds, seconds);
    sum.rows += rows / results.length;
  }
  return sum;
}

function describe({ accuracy, seconds, rows }: Result): string {
  return `${accuracy.toFixed(4)} in ${seconds.toFixed(3)} s, ${rows.toFixed(0)} rows`;
}
