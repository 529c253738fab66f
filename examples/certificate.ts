/**
 * How sure is a prediction? Exact radii of rows that training has not seen, the most fragile ones first, what would change
 * their predictions, and how many wrong labels they survive: of iris, or of your own CSV.
 *
 *     npm run certificate
 *     npm run certificate -- path/to/file.csv --label NAME --k 3 --rows 10
 */
import { parseArgs } from 'node:util';

import { markdownTable } from 'markdown-table';
import type { Certificate, ColumnChange } from 'ml-metric-learning';
import {
  MetricKNN,
  certify,
  certifyTraining,
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
  return certify(knn, queries, { exact: true }).map((certificate, at) => ({
    row: test[at],
    certificate,
  }));
}

function summarize({ name, X, y }: Table, checked: Checked[]): void {
  const certificates = checked.map(({ certificate }) => certificate);
  const right = checked.filter(
    ({ row, certificate }) => certificate.label === y[row],
  );
  const finite = certificates.filter(({ upper }) => upper < Infinity);
  console.log(
    `${name}: trained on ${X.length - checked.length} rows; of ${checked.length} others, ${right.length} are predicted right.`,
  );
  if (finite.length === 0) return;
  const radius = mean(finite.map((certificate) => certificate.radius));
  const upper = mean(finite.map((certificate) => certificate.upper));
  const isExact = finite.every(({ exact }) => exact);
  const between = `${roundDown(radius)} and ${upper.toFixed(3)}`;
  console.log(
    `On average, the smallest change that changes a prediction is ${isExact ? radius.toFixed(3) : `between ${between}`} standard deviations long.\n`,
  );
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
  const describe = (row: number, adversary: number[] | undefined) =>
    adversary
      ? describeChange(X[row], adversary, { columnNames, units, scale })
      : 'none found';
  const fragile = checked
    .toSorted((a, b) => a.certificate.radius - b.certificate.radius)
    .slice(0, count);
  console.log(`The ${fragile.length} most fragile of them:\n`);
  const rows = fragile.map(({ row, certificate }) => {
    const { label, radius, upper, exact, adversary } = certificate;
    const [{ flips }] = certifyTraining(knn, [X[row]]);
    return [
      rowNames[row],
      String(label),
      exact ? roundDown(radius) : `${roundDown(radius)} to ${upper.toFixed(3)}`,
      describe(row, adversary),
      adversary ? String(knn.predict(adversary)) : '',
      describe(row, changeOneColumn(knn, X[row])),
      String(flips - 1),
    ];
  });
  const header = [
    'row',
    'prediction',
    'radius',
    'what would change it',
    'to',
    'single column',
    'wrong labels',
  ];
  console.log(
    markdownTable([header, ...rows], {
      align: ['l', 'l', 'r', 'l', 'l', 'l', 'r'],
    }),
  );
  console.log(`
radius: no smaller change, in whatever direction, changes the prediction; in standard deviations of the columns; exact, unless
two numbers are given
what would change it: the smallest change known that does, rounded, the columns that matter most first
single column: the smallest change known of one column that does, with all others fixed
wrong labels: so many training labels may be wrong, whichever ones, and the prediction stays; the metric is held fixed`);
}

/** The row after the smallest change of a single column that changes its prediction. */
function changeOneColumn(knn: MetricKNN, row: number[]): number[] | undefined {
  const columns = Array.from(row.keys());
  const bounds = columns.map((column) => {
    const changes: Record<number, ColumnChange> = {};
    for (const other of columns) if (other !== column) changes[other] = 'fixed';
    const [{ radius }] = certify(knn, [row], { columns: changes });
    return { changes, radius };
  });
  let best: { upper: number; adversary?: number[] } = { upper: Infinity };
  for (const { changes, radius } of bounds.toSorted(
    (a, b) => a.radius - b.radius,
  )) {
    // radii in closed form are not larger than exact ones, and quick
    if (radius >= best.upper) break;
    const options = { columns: changes, exact: true };
    const [certificate] = certify(knn, [row], options);
    if (certificate.upper < best.upper) best = certificate;
  }
  return best.adversary;
}

// a radius is rounded down
function roundDown(radius: number): string {
  return (Math.floor(1000 * radius) / 1000).toFixed(3);
}
