import { existsSync, readFileSync } from 'node:fs';

import { format } from 'prettier';

import { announce } from '../measure/announce.ts';
import type { Growth } from '../rows/growth.ts';
import { describeGrowth } from '../rows/growth.ts';

import type { Entry, Report } from './Report.ts';
import { fitTable, kernelTable } from './tables.ts';

/** The figures as JSON, at the end of the file. */
const FIGURES = /^<!-- figures (?<json>.*) -->$/m;

const COLUMNS = `
- Everything ran alone, one after the other, each in a process of its own, on one core and with one thread where the
  program allows it. All were given the same rows, standardized by the same numbers, and started from the identity.
- _Ours, s_ is a fit to its own end with default options, warm: the minimum over repeats within one process, after a first
  run; a fit too long to be repeated is a first run. _Peer's, s_ is the same of theirs, import not included.
- _To peer's objective, s_: our first iteration at or below the peer's objective is found, and a fit with
  \`solver.maxIterations\` set to it is timed, warm.
- _Cold, s_: wall seconds of a fresh process that reads the data, fits once and exits. _MB_: resident at most in that
  process.
- _Ours beside peer's_: what both came to, by one function for both that follows the definition (\`quality/\`). _worse_ marks
  the rows where ours is not at least as good; they reach no goal.
- _Ratio_: how many times as long theirs takes, warm; _to peer's objective_ and _cold_ likewise.
- GFLOP/s: products count two operations an element, distances three, however they are found.
- An empty column: the peer was not there.
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
  const { machine, versions, entries, growth } = report;
  const dates = entries.map(({ date }) => date).toSorted();
  const fits = entries.filter((entry) => entry.kind === 'fit');
  const kernels = entries.filter((entry) => entry.kind === 'kernel');
  const programs = entries.filter((entry) => entry.kind === 'program');
  const exact = programs.filter(isExact);
  const others = programs.filter((entry) => !isExact(entry));
  const text = [
    '# Results of the benchmark',
    '`npm run benchmark -- --write` writes this file: never edit it by hand.',
    `Measured ${writeRange(dates)}.`,
    writeList({ ...machine, ...versions }),
    '## Fits',
    COLUMNS,
    fitTable(fits),
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

/**
 * Replaces older figures; others are kept if they are of the same machine and versions.
 * @param order - The names of all rows, in the order of the tables.
 */
export function mergeReports(
  older: Report | undefined,
  newer: Report,
  order: string[],
): Report {
  const isSame = (key: 'machine' | 'versions') =>
    JSON.stringify(older?.[key]) === JSON.stringify(newer[key]);
  if (!older) return newer;
  if (!isSame('machine') || !isSame('versions')) {
    announce('left out: earlier figures of another machine or other versions');
    return newer;
  }
  const byName = new Map<string, Entry>();
  for (const entry of [...older.entries, ...newer.entries]) {
    byName.set(entry.name, entry);
  }
  return {
    ...newer,
    entries: order.flatMap((name) => byName.get(name) ?? []),
    growth: newer.growth.length > 0 ? newer.growth : older.growth,
  };
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

function writeGrowth(growth: Growth[]): string[] {
  return [
    '## Growth',
    'Seconds against n on generated rows × 20, ten classes: the first fit of a fresh process.',
    '![seconds against n](growth.svg)',
    growth.map((curve) => `- ${describeGrowth(curve)}.`).join('\n'),
  ];
}
