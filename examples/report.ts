/**
 * A report on what a metric learns from your own CSV, or from iris, to look at in a browser.
 *
 *     npm run report -- path/to/file.csv --label NAME --output report.html
 *
 * Units go into the header: `petal width (cm)`. Of more than 5,000 rows, as many are taken at random.
 */
import { parseArgs } from 'node:util';

import { checkClasses } from './checkClasses.ts';
import { findTable } from './findTable.ts';
import { runMain } from './runMain.ts';
import { sampleRows } from './sampleRows.ts';
import { writeReport } from './writeReport.ts';

/** With more rows, the metric hardly improves, and the report takes longer. */
const ENOUGH = 5000;

await runMain(main);

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { label: { type: 'string' }, output: { type: 'string' } },
  });
  const table = findTable(positionals, values.label);
  // one of three rows is for testing, and a metric needs two
  checkClasses(table, 3);
  const { table: taken, note } = sampleRows(table, ENOUGH);
  if (note) console.log(note);
  checkClasses(taken, 3);
  console.log(`report: ${writeReport(taken, values.output)}`);
}
