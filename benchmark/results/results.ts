import { existsSync, readFileSync } from 'node:fs';

import { format } from 'prettier';

import type { Entry, FitEntry, GrowthEntry, Report } from './Report.ts';
import { describeGrowth } from './growth.ts';
import { lossesOf } from './losses.ts';
import { kernelTable, resultTable, secondsTable, titleOf } from './tables.ts';

/** The figures as JSON, at the end of the file. */
const FIGURES = /^<!-- figures (?<json>.*) -->$/m;

const COLUMNS = `
- Everything ran alone, one after the other, each in a process of its own, on one core and with one thread where the
  program allows it. All were given the same rows and started from the identity. Rows of data sets are standardized by the same
  numbers; generated ones are Gaussian clusters.
- _Peer's, s_: a fit with its defaults, the start excepted. _Ours to its objective, s_: a fit limited to the first iteration at or
  below what the peer came to. Both are the minimum over repeats for some seconds within one process, imports not included; a fit
  of more than ten seconds is measured once.
- _Ratio_: how many times as long the peer takes. _At equal tolerance_: the same, the peer run until an iteration lowers its
  objective by less than 3e-7, as ours is by default. Empty, if its own criterion is about as strict.
- _Our end_: until this library stops by itself with default options, for the objective of the next table.
- _Reached_: whether all goals are; none is by a fit that ends worse than the peer.
- GFLOP/s: products count two operations an element, distances three, however they are found.
- An empty column: no peer, it was not there, or there is nothing to compare.
`;

const RESULTS = `
By one function for both that follows the definition (\`quality/\`): the objective, less is better; 3-NN accuracy or certified radius
on test rows, more is better. MB: resident at most in a process that fits once.
`;

const EXACT = `
- _exact_: rows whose radius and nearest adversary are the same to a millionth, after at most 10,000 regions. Milliseconds and
  regions are per row; default metrics, 70/30 splits, at most 200 test rows.
- _closed / exact_: the certified radius without \`exact\`, on average. _attack / exact_: the size of \`attack\`, on average and
  at worst. Both over the rows that are exact.
- letter with columns scaled to [0, 1], no metric, norm ∞, the first 15,000 rows for training: _certified_ rows keep their
  prediction under every perturbation up to ε; _broken_ ones do not, by an adversary that \`predict\` confirms.
`;

/**
 * Writes all figures as tables, and as JSON.
 * @returns Markdown.
 */
export async function writeResults(report: Report): Promise<string> {
  const { machine, versions, entries } = report;
  const dates = entries.map(({ date }) => date).toSorted();
  const fits = entries.filter((entry) => entry.kind === 'fit');
  const kernels = entries.filter((entry) => entry.kind === 'kernel');
  const programs = entries.filter((entry) => entry.kind === 'program');
  const growth = entries.filter((entry) => entry.kind === 'growth');
  const exact = programs.filter(isExact);
  const others = programs.filter((entry) => !isExact(entry));
  const text = [
    '# Results of the benchmark',
    '`npm run benchmark -- --write` writes this file: never edit it by hand.',
    `Measured ${writeRange(dates)}.`,
    writeList({ ...machine, ...versions }),
    '## Seconds of a fit',
    COLUMNS,
    secondsTable(fits),
    writeRemarks(fits),
    '## Results and memory of a fit',
    RESULTS,
    resultTable(fits),
    '## Where this library loses',
    writeLosses(entries),
    ...(kernels.length > 0 ? ['## Loops', kernelTable(kernels)] : []),
    ...(others.length > 0 ? ['## Streams, pauses and threads'] : []),
    ...others.map(({ figures }) => `\`\`\`text\n${figures}\n\`\`\``),
    ...(exact.length > 0 ? ['## Exact radii', EXACT] : []),
    ...exact.map(({ figures }) => figures),
    ...(growth.length > 0 ? writeGrowth(growth) : []),
    `<!-- figures ${JSON.stringify(report)} -->`,
  ].join('\n\n');
  return format(text, { parser: 'markdown' });
}

/**
 * Reads the figures of a file written by `writeResults`.
 * @returns The figures; `undefined`, if there is no file.
 * @throws {Error} A file without figures.
 */
export function readResults(file: string): Report | undefined {
  if (!existsSync(file)) return undefined;
  const json = FIGURES.exec(readFileSync(file, 'utf8'))?.groups?.json;
  if (json === undefined) throw new Error(`${file} holds no figures`);
  return JSON.parse(json) as Report;
}

function isExact({ name }: Entry): boolean {
  return name.startsWith('exact');
}

function writeRange(dates: string[]): string {
  const [first] = dates;
  const last = dates.at(-1);
  return first === last ? `on ${first}` : `from ${first} to ${last}`;
}

function writeList(facts: Record<string, string>): string {
  return Object.entries(facts)
    .map(([name, value]) => `- ${name}: ${value}`)
    .join('\n');
}

function writeRemarks(fits: FitEntry[]): string {
  return fits
    .filter(({ figures }) => figures.remark !== undefined)
    .map((entry) => `- ${titleOf(entry)}: ${entry.figures.remark}`)
    .join('\n');
}

function writeLosses(entries: Entry[]): string {
  const losses = lossesOf(entries);
  if (losses.length === 0) return 'In no row.';
  return losses
    .map(
      ({ work, peer, reasons }) =>
        `- ${work}, beside ${peer}: ${reasons.join('; ')}.`,
    )
    .join('\n');
}

function writeGrowth(growth: GrowthEntry[]): string[] {
  return [
    '## Growth',
    'Seconds against n on generated rows × 20, ten classes: the first fit of a fresh process.',
    '![seconds against n](growth.svg)',
    growth.map((curve) => `- ${describeGrowth(curve)}.`).join('\n'),
  ];
}
