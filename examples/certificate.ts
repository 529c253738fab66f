/**
 * How sure is a prediction? Certified radii of rows that training has not seen, the most fragile ones first, and what would
 * change their predictions: of iris, or of your own CSV.
 *
 *     npm run certificate
 *     npm run certificate -- path/to/file.csv --label NAME --k 3 --rows 10
 */
import { parseArgs } from 'node:util';

import { markdownTable } from 'markdown-table';
import type { Attack, Certificate } from 'ml-metric-learning';
import {
  MetricKNN,
  attack,
  certify,
  stratifiedShuffleSplit,
} from 'ml-metric-learning';
import { describeChange } from 'ml-metric-learning/report';

import { checkClasses } from './checkClasses.ts';
import { mean } from './estimate.ts';
import { findTable } from './findTable.ts';
import type { Table } from './readTable.ts';
import { runMain } from './runMain.ts';
import { splitUnit } from './splitUnit.ts';

/** A test row with its prediction and radius. */
interface Checked {
  row: number;
  certificate: Certificate;
  attack: Attack;
}

await runMain(main);

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      label: { type: 'string' },
      k: { type: 'string', default: '3' },
      rows: { type: 'string', default: '10' },
    },
  });
  const table = findTable(positionals, values.label);
  checkClasses(table, 3);
  const count = Number(values.rows);
  if (!(Number.isInteger(count) && count > 0)) {
    throw new Error(`--rows must be a number of rows, got '${values.rows}'`);
  }
  const knn = new MetricKNN({ k: Number(values.k) });
  const checked = check(table, knn);
  summarize(table, checked);
  showFragile(table, knn, checked, count);
}

// trains on 70 % of the rows, and certifies the others
function check({ X, y }: Table, knn: MetricKNN): Checked[] {
  const [{ train, test }] = stratifiedShuffleSplit(y, { repeats: 1 });
  knn.train(
    train.map((row) => X[row]),
    train.map((row) => y[row]),
  );
  const queries = test.map((row) => X[row]);
  const certificates = certify(knn, queries);
  return attack(knn, queries).map((found, at) => ({
    row: test[at],
    certificate: certificates[at],
    attack: found,
  }));
}

function summarize({ name, X, y }: Table, checked: Checked[]): void {
  const right = checked.filter(
    ({ row, certificate }) => certificate.label === y[row],
  );
  const radii = checked.map(({ certificate }) => certificate.radius);
  const sizes = checked
    .map(({ attack: { size } }) => size)
    .filter((size) => size < Infinity);
  console.log(`${name}: trained on ${X.length - checked.length} rows; of ${checked.length} others, ${right.length} are predicted right.
On average nothing closer than ${mean(radii).toFixed(2)} standard deviations changes a prediction, and something ${mean(sizes).toFixed(2)} away does.
`);
}

function showFragile(
  { columns, rowNames, X }: Table,
  knn: MetricKNN,
  checked: Checked[],
  count: number,
): void {
  const named = columns.map(splitUnit);
  const columnNames = named.map(({ name }) => name);
  const units = named.map(({ unit }) => unit);
  const { scale } = knn.metric ?? { scale: columns.map(() => 1) };
  const fragile = checked
    .toSorted(
      (a, b) =>
        a.certificate.radius - b.certificate.radius ||
        a.attack.size - b.attack.size,
    )
    .slice(0, count);
  console.log(`The ${fragile.length} most fragile of them:\n`);
  const rows = fragile.map(({ row, certificate, attack: found }) => [
    rowNames[row],
    String(certificate.label),
    // a radius is rounded down
    (Math.floor(1000 * certificate.radius) / 1000).toFixed(3),
    found.adversary
      ? describeChange(X[row], found.adversary, { columnNames, units, scale })
      : 'nothing that was tried',
    String(found.prediction ?? ''),
  ]);
  const header = ['row', 'prediction', 'radius', 'what would change it', 'to'];
  console.log(
    markdownTable([header, ...rows], { align: ['l', 'l', 'r', 'l', 'l'] }),
  );
  console.log(`
radius: no smaller change, in whatever direction, changes the prediction; in standard deviations of the columns
what would change it: the smallest change that was found, rounded, the columns that matter most first`);
}
