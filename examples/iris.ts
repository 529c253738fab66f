/**
 * What a learned metric does for k-nearest neighbours: on iris, or on your own CSV. It also writes a report to look at.
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
  // three targets need four training rows of each class, and those are 70 % of its rows
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
  const header = ['metric', '3-NN accuracy', 'mean margin', 'seconds a fit'];
  console.log(
    markdownTable([header, ...rows], { align: ['l', 'r', 'r', 'r'] }),
  );
  console.log(`
±: one standard error
Euclidean: on standardized columns, as the others
mean margin: how far a test row may move, in standard deviations, until the nearest row of another class is as near as a
near row of its own class (mean over the three nearest)`);
  console.log(`\nreport: ${writeReport(table)}`);
}

function format({ mean, error }: Estimate): string {
  return `${mean.toFixed(3)} ± ${error.toFixed(3)}`;
}
