/**
 * Compares k-nearest neighbours under plain distances and under learned metrics, on iris or on your own CSV, and writes an HTML
 * report.
 *
 *     npm start
 *     npm start -- path/to/file.csv --label NAME
 */
import { parseArgs } from 'node:util';

import { markdownTable } from 'markdown-table';
import type { MetricLearnerOptions } from 'ml-metric-learning';
import { stratifiedShuffleSplit } from 'ml-metric-learning';

import { checkClasses } from './checkClasses.ts';
import { compare } from './compare.ts';
import type { Estimate } from './estimate.ts';
import { findTable } from './findTable.ts';
import { showProgress } from './progress.ts';
import { runMain } from './runMain.ts';
import { writeReport } from './writeReport.ts';

const methods: Record<string, MetricLearnerOptions> = {
  // no iterations: the identity on standardized columns
  Euclidean: { margin: false, solver: { name: 'lbfgs', maxIterations: 0 } },
  LMNN: { margin: false },
  'LMNN + margin': {},
};

await runMain(main);

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { label: { type: 'string' } },
  });
  const table = findTable(positionals, values.label);
  // 3 targets per row need 4 training rows in each class, and training takes 70 % of the rows
  checkClasses(table, 6);
  const splits = stratifiedShuffleSplit(table.y, { testSize: 0.3, seed: 0 });
  const progress = showProgress(Object.keys(methods).length * splits.length);
  const rows = Object.entries(methods).map(([name, options]) => {
    const score = compare(table, splits, options, progress.advance);
    return [
      name,
      format(score.accuracy),
      format(score.margin),
      score.seconds.mean.toFixed(3),
    ];
  });
  progress.clear();

  const { X, y } = table;
  console.log(
    `${table.name}: ${X.length} rows × ${X[0].length} columns, ${new Set(y).size} classes; means over ${splits.length} stratified 70/30 splits\n`,
  );
  const header = ['metric', '3-NN accuracy', 'mean margin', 'seconds per fit'];
  console.log(
    markdownTable([header, ...rows], { align: ['l', 'r', 'r', 'r'] }),
  );
  console.log(`
±: standard error of the mean
Euclidean: plain distances; all three use standardized columns
mean margin: how far a test row has to move, in standard deviations, until the nearest row of another class is as near as
one of its 3 nearest same-class rows (mean over all 3)`);
  console.log(`\nreport: ${writeReport(table)}`);
}

function format({ mean, error }: Estimate): string {
  return `${mean.toFixed(3)} ± ${error.toFixed(3)}`;
}
