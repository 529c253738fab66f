/**
 * Measures this library and the installed peers, each alone in a process of its own, one after the other.
 *
 *     npm run benchmark -- --data ../shared --peers path/to/peers --python /usr/bin/python3
 *
 * Peers are searched under `--peers` by the names of their repositories: metric-learn, pylmnn, LMNNPL,
 * provably_robust_metric_learning. Columns of missing peers stay empty. See readArguments.ts for further options.
 */
import { readFileSync, writeFileSync } from 'node:fs';

import { announce } from './measure/announce.ts';
import { pathOf } from './measure/commands.ts';
import type { Arguments } from './measure/readArguments.ts';
import { readArguments } from './measure/readArguments.ts';
import type { Entry, Report } from './results/Report.ts';
import { digits } from './results/digits.ts';
import { describeGrowth } from './results/growth.ts';
import { guardRatios } from './results/guard.ts';
import { differencesOf, mergeReports } from './results/mergeReports.ts';
import { plotGrowth } from './results/plotGrowth.ts';
import { readEnvironment } from './results/readEnvironment.ts';
import { readResults, writeResults } from './results/results.ts';
import { replaceSpeed } from './results/speedSection.ts';
import { kernelTable, resultTable, secondsTable } from './results/tables.ts';
import type { Row } from './rows/Row.ts';
import { chooseRows } from './rows/chooseRows.ts';

const settings = readArguments();
const before = settings.guard ? readResults(settings.guard) : undefined;
if (settings.guard && !before) {
  throw new Error(`there are no results at ${settings.guard}`);
}
const rows = chooseRows(settings.only);
const environment = readEnvironment(settings);
const kept = settings.write ? keepEarlier() : undefined;
const report: Report = {
  ...environment,
  entries: rows.flatMap((row) => measureRow(row, settings)),
};
if (settings.json) console.log(JSON.stringify(report, undefined, 2));
else print(report);
if (settings.write) await write(report, kept);
if (before) {
  const { lines, hasHeld } = guardRatios(before, report);
  for (const line of lines) announce(line);
  if (!hasHeld) process.exitCode = 1;
}

// figures of two environments do not stand in one table; it is better to know that before rows are measured
function keepEarlier(): Report | undefined {
  const earlier = readResults(pathOf('RESULTS.md'));
  if (!earlier) return undefined;
  const differences = differencesOf(earlier, environment);
  if (differences.length === 0) return earlier;
  const list = differences.map((line) => `\n  ${line}`).join('');
  if (settings.only) {
    throw new Error(
      `RESULTS.md is of another environment; without --only, it is written anew:${list}`,
    );
  }
  announce(`RESULTS.md is written anew, its environment was another:${list}`);
  return undefined;
}

// a row that fails does not affect the others
function measureRow(row: Row, to: Arguments): Entry[] {
  announce(`${row.name} …`);
  const date = new Date().toISOString().slice(0, 10);
  const started = performance.now();
  const { measure, isLong, ...rest } = row;
  try {
    const entry = { ...rest, date, figures: measure(to) } as Entry;
    announce(`  ${digits((performance.now() - started) / 1000)} s`);
    return [entry];
  } catch (error) {
    announce(`${row.name} failed: ${String(error)}`);
    process.exitCode = 1;
    return [];
  }
}

function print({ entries }: Report): void {
  const fits = entries.filter((entry) => entry.kind === 'fit');
  const kernels = entries.filter((entry) => entry.kind === 'kernel');
  if (fits.length > 0) console.log(secondsTable(fits));
  if (fits.length > 0) console.log(resultTable(fits));
  if (kernels.length > 0) console.log(kernelTable(kernels));
  for (const entry of entries) {
    if (entry.kind === 'program') console.log(entry.figures);
    if (entry.kind === 'growth') console.log(describeGrowth(entry));
  }
}

async function write(newer: Report, older?: Report): Promise<void> {
  const order = chooseRows('all').map(({ name }) => name);
  const merged = older ? mergeReports(older, newer, order) : newer;
  writeFileSync(pathOf('RESULTS.md'), await writeResults(merged));
  const growth = merged.entries.filter((entry) => entry.kind === 'growth');
  if (growth.length > 0) {
    writeFileSync(pathOf('growth.svg'), plotGrowth(growth));
  }
  const readme = pathOf('../README.md');
  const text = await replaceSpeed(readFileSync(readme, 'utf8'), merged);
  writeFileSync(readme, text);
}
