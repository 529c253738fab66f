/** NCA, from the identity, on standardized 70 % of each data set; with `--python`, scikit-learn's beside it. */
import { fitOurs } from './fitOurs.ts';
import { readArguments } from './readArguments.ts';
import type { Table } from './readTraining.ts';
import { readSplits } from './readTraining.ts';
import { runPeer } from './runPeer.ts';

const NAMES = ['iris', 'wine', 'sonar', 'glass', 'breast_cancer'];
const LARGER = ['satellite:846', 'digits'];

const { data, python } = readArguments();
for (const { name, train } of readSplits(data, [...NAMES, ...LARGER])) {
  const ours = fitOurs(train, { loss: 'nca', margin: false });
  const reached = meanProbability(train, ours.components);
  const size = `${train.X.length} × ${train.X[0].length}`;
  let line = `nca, ${name} (${size}): mean p ${reached.toFixed(7)} in ${ours.seconds.toFixed(3)} s`;
  if (python) {
    const theirs = runPeer(python, 'sklearn-nca', train.X, train.y);
    const probability = meanProbability(train, theirs.components);
    line += `; scikit-learn ${probability.toFixed(7)} in ${theirs.seconds.toFixed(3)} s, ${(theirs.seconds / ours.seconds).toFixed(1)} times as long`;
  }
  console.log(line);
}

// by the definition: p_ij = exp(−d²) / Σ exp(−d²)
function meanProbability({ X, y }: Table, components: number[][]): number {
  const Z = X.map((row) =>
    components.map((weights) =>
      weights.reduce((sum, weight, k) => sum + weight * row[k], 0),
    ),
  );
  let sum = 0;
  for (const [i, z] of Z.entries()) {
    const distances = Z.map((other, j) =>
      i === j ? Infinity : z.reduce((d, v, k) => d + (v - other[k]) ** 2, 0),
    );
    const nearest = Math.min(...distances);
    let all = 0;
    let same = 0;
    for (const [j, distance] of distances.entries()) {
      const weight = Math.exp(nearest - distance);
      all += weight;
      if (y[i] === y[j]) same += weight;
    }
    sum += same / all;
  }
  return sum / Z.length;
}
