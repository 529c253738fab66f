/**
 * The quality of the metrics: 3-NN accuracy and mean certified 3-NN radius on test rows, compared with reference
 * figures.
 *
 *     npx tsx benchmark/table.ts --data ../shared --only iris,wine
 *
 * Data sets other than iris are read from `data` in that folder; missing ones are left out. The splits differ from
 * those of the reference: compare means, not digits.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { markdownTable } from 'markdown-table';
import { MetricKNN, certify } from 'ml-metric-learning';

import type { Estimate } from '../examples/estimate.ts';
import { estimate } from '../examples/estimate.ts';

import type { Split } from './data/readTraining.ts';
import { readSplits } from './data/readTraining.ts';
import { announce } from './measure/announce.ts';
import type { Method } from './methods.ts';
import { methods } from './methods.ts';
import type { Figures, Reference } from './referenceTable.ts';
import { referenceTable } from './referenceTable.ts';

const HEAD = [
  'data (splits)',
  'metric',
  '3-NN accuracy',
  'elsewhere',
  'certified radius',
  'elsewhere',
];

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared' },
    only: { type: 'string' },
  },
});
const lines = choose(values.only?.split(',')).flatMap((reference) =>
  measure(reference, values.data),
);
console.log(
  markdownTable([HEAD, ...lines], { align: ['l', 'l', 'r', 'r', 'r', 'r'] }),
);
console.log(`
±: one standard error of the mean over the splits
certified radius: how far a test row may move, in standard deviations, without its right label changing (0 where it is wrong)
elsewhere: an independent prototype, on splits of its own; ARML is its authors' program`);

function choose(only: string[] | undefined): Reference[] {
  const names = referenceTable.map((reference) => fileOf(reference));
  for (const wanted of only ?? []) {
    if (names.includes(wanted)) continue;
    throw new RangeError(
      `--only must name data of ${names.join(', ')}, got '${wanted}'`,
    );
  }
  return referenceTable.filter(
    (reference) => only?.includes(fileOf(reference)) ?? true,
  );
}

function measure(reference: Reference, folder: string): string[][] {
  const { name, splits: repeats, figures } = reference;
  const file = fileOf(reference);
  const isThere =
    file === 'iris' || existsSync(path.join(folder, 'data', `${file}.csv`));
  if (!isThere) {
    announce(`${file} is left out: it is not in ${folder}`);
    return [];
  }
  const splits = readSplits(folder, [name], repeats);
  const title = `${file} (${repeats})`;
  const measured = Object.keys(methods).map((method) => {
    announce(`${title}, ${method} …`);
    const { accuracy, radius } = score(splits, method as Method);
    const known = figures[method as Method];
    return [title, method, accuracy, radius, known] as const;
  });
  return [
    ...measured.map(([data, method, accuracy, radius, known]) =>
      line(data, method, known, accuracy, radius),
    ),
    line(title, 'ARML', figures.ARML),
  ];
}

// all methods have the same splits
function score(splits: Split[], method: Method) {
  const scores = splits.map(({ train, test }) => {
    const knn = new MetricKNN({ k: 3, metric: methods[method] });
    knn.train(train.X, train.y);
    const radii = certify(knn, test.X, { labels: test.y });
    const sum = radii.reduce((total, { radius }) => total + radius, 0);
    return {
      accuracy: knn.score(test.X, test.y),
      radius: sum / radii.length,
    };
  });
  return {
    accuracy: estimate(scores.map(({ accuracy }) => accuracy)),
    radius: estimate(scores.map(({ radius }) => radius)),
  };
}

function line(
  data: string,
  method: string,
  known?: Figures,
  accuracy?: Estimate,
  radius?: Estimate,
): string[] {
  return [
    data,
    method,
    writeRange(accuracy),
    write(known?.[0]),
    writeRange(radius),
    write(known?.[1]),
  ];
}

function writeRange(value: Estimate | undefined): string {
  return value ? `${write(value.mean)} ± ${write(value.error)}` : '';
}

function write(value: number | undefined): string {
  return value?.toFixed(3) ?? '';
}

function fileOf({ name }: Reference): string {
  return name.split(':', 1)[0];
}
