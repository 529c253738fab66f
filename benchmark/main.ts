/**
 * Measures this library and the installed peers, each alone in a process of its own, one after the other.
 *
 *     npm run benchmark -- --data ../shared --peers path/to/peers --python /usr/bin/python3
 *
 * Peers are searched under `--peers` by the names of their repositories: metric-learn, pylmnn, LMNNPL,
 * provably_robust_metric_learning. Columns of missing peers stay empty. See readArguments.ts for further options.
 */
import { writeFileSync } from 'node:fs';

import { announce } from './measure/announce.ts';
import { pathOf } from './measure/commands.ts';
import type { Arguments } from './measure/readArguments.ts';
import { readArguments } from './measure/readArguments.ts';
import type { Entry, Report } from './results/Report.ts';
import { guardRatios } from './results/guard.ts';
import { plotGrowth } from './results/plotGrowth.ts';
import { readEnvironment } from './results/readEnvironment.ts';
import { mergeReports, readResults, writeResults } from './results/results.ts';
import { fitTable, kernelTable } from './results/tables.ts';
import type { Row } from './rows/Row.ts';
import { chooseRows } from './rows/chooseRows.ts';
import { describeGrowth, measureGrowth } from './rows/growth.ts';

const settings = readArguments();
const before = settings.guard ? readResults(settings.guard) : undefined;
if (settings.guard && !before) {
  throw new Error(`there are no results at ${settings.guard}`);
}
const report: Report = {
  ...readEnvironment(settings),
  entries: chooseRows(settings.only).flatMap((row) =>
    measureRow(row, settings),
  ),
  growth: settings.growth ? measureGrowth(settings) : [],
};
if (settings.json) console.log(JSON.stringify(report, undefined, 2));
else print(report);
if (settings.write) await write(report);
if (before) {
  const { lines, hasHeld } = guardRatios(before, report);
  for (const line of lines) announce(line);
  if (!hasHeld) process.exitCode = 1;
}

// a row that fails does not affect the others
function measureRow(row: Row, to: Arguments): Entry[] {
  announce(`${row.name} …`);
  const date = new Date().toISOString().slice(0, 10);
  const { measure, ...rest } = row;
  try {
    return [{ ...rest, date, figures: measure(to) } as Entry];
  } catch (error) {
    announce(`${row.name} failed: ${String(error)}`);
    process.exitCode = 1;
    return [];
  }
}

function print({ entries, growth }: Report): void {
  const fits = entries.filter((entry) => entry.kind === 'fit');
  const kernels = entries.filter((entry) => entry.kind === 'kernel');
  if (fits.length > 0) console.log(fitTable(fits));
  if (kernels.length > 0) console.log(kernelTable(kernels));
  for (const entry of entries) {
    if (entry.kind === 'program') console.log(entry.figures);
  }
  for (const curve of growth) console.log(describeGrowth(curve));
}

async function write(newer: Report): Promise<void> {
  const file = pathOf('RESULTS.md');
  const order = chooseRows(undefined).map(({ name }) => name);
  const merged = mergeReports(readResults(file), newer, order);
  writeFileSync(file, await writeResults(merged));
  if (merged.growth.length > 0) {
    writeFileSync(pathOf('growth.svg'), plotGrowth(merged.growth));
  }
}
