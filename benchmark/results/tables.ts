import { markdownTable } from 'markdown-table';

import { isAtLeastAsGood } from '../measure/compareFits.ts';
import type { Goal, Quality } from '../rows/Row.ts';

import type { Entry, FitEntry, KernelEntry } from './Report.ts';
import { digits } from './digits.ts';
import { isReached, ratioOf, ratiosOf } from './ratios.ts';

const FITS = [
  'work',
  'peer',
  'ours, s',
  "to peer's objective, s",
  'cold, s',
  'MB',
  "peer's, s",
  'cold, s',
  'MB',
  "ours beside peer's",
  'ratio',
  "to peer's objective",
  'cold',
  'goal',
  'reached',
];
const KERNELS = [
  'work',
  'peer',
  'ours, GFLOP/s',
  "peer's, GFLOP/s",
  'ratio',
  'goal',
  'reached',
];

/** A table of fits, one per line; missing figures stay empty. */
export function fitTable(entries: FitEntry[]): string {
  const lines = entries.map((entry) => {
    const { work, peer = '', goal, figures } = entry;
    const { size, ours, toTheirs, theirs, quality, note = '' } = figures;
    const ratios = ratiosOf(figures);
    const rows = size.rows.toLocaleString('en');
    return [
      `${work}, ${rows} × ${size.columns}`,
      peer,
      digits(ours.warm),
      digits(toTheirs),
      digits(ours.cold),
      ours.megabytes.toFixed(0),
      digits(theirs?.warm) || note,
      digits(theirs?.cold),
      theirs?.megabytes.toFixed(0) ?? '',
      writeQuality(quality),
      digits(ratios.end),
      digits(ratios.objective),
      digits(ratios.cold),
      writeGoal(goal),
      writeReached(entry),
    ];
  });
  return writeTable(FITS, lines);
}

/** A table of loops, one per line. */
export function kernelTable(entries: KernelEntry[]): string {
  const lines = entries.map((entry) => [
    entry.work,
    entry.peer,
    digits(entry.figures.ours),
    digits(entry.figures.theirs),
    digits(ratioOf(entry)),
    writeGoal(entry.goal),
    writeReached(entry),
  ]);
  return writeTable(KERNELS, lines);
}

function writeTable(head: string[], lines: string[][]): string {
  // texts are aligned left, numbers right
  const align = head.map((_, column) =>
    lines.every((line) => /^[\d.]*$/.test(line[column])) ? 'right' : 'left',
  );
  return markdownTable([head, ...lines], { align });
}

function writeQuality(quality: Quality | undefined): string {
  if (!quality) return '';
  const { name, ours, theirs } = quality;
  if (theirs === undefined) return `${name} ${ours.toPrecision(7)}`;
  const verdict = isAtLeastAsGood(quality) ? '' : ', worse';
  return `${name} ${ours.toPrecision(7)} beside ${theirs.toPrecision(7)}${verdict}`;
}

function writeGoal(goal: Goal): string {
  const { ratio, to, seconds, megabytes, gigaflops } = goal;
  const place = to === 'objective' ? " to peer's objective" : '';
  return [
    ratio && `${ratio} ×${place}`,
    seconds && `≤ ${seconds} s`,
    megabytes && `≤ ${megabytes} MB`,
    gigaflops && `≥ ${gigaflops} GFLOP/s`,
  ]
    .filter(Boolean)
    .join(', ');
}

function writeReached(entry: Entry): string {
  const reached = isReached(entry);
  if (reached === undefined) return '';
  return reached ? 'yes' : 'no';
}
