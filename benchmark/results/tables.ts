import { markdownTable } from 'markdown-table';

import type { Goal } from '../rows/Row.ts';

import type { FitEntry, KernelEntry } from './Report.ts';
import { digits } from './digits.ts';
import { isAtLeastAsGood, isReached, ratioOf, ratiosOf } from './ratios.ts';

const SECONDS = [
  'work',
  'peer',
  "peer's, s",
  'ours to its objective, s',
  'ratio',
  'ratio at equal tolerance',
  'ours to our end, s',
  'ratio to our end',
  'goal',
  'reached',
];
const RESULTS = [
  'work',
  'peer',
  'measure',
  'ours',
  "peer's",
  'ours, MB',
  "peer's, MB",
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

/** The work of a fit with its size. */
export function titleOf({ work, figures: { size } }: FitEntry): string {
  return `${work}, ${size.rows.toLocaleString('en')} × ${size.columns}`;
}

/** The seconds of fits, one per line; missing figures stay empty. */
export function secondsTable(entries: FitEntry[]): string {
  const lines = entries.map((entry) => {
    const { ours, toTheirs, theirs, tight, note = '' } = entry.figures;
    const { objective, tight: equal, end } = ratiosOf(entry.figures);
    const isMissed = theirs !== undefined && isObjectiveOf(entry);
    return [
      titleOf(entry),
      entry.peer ?? '',
      digits(theirs?.seconds) || note,
      toTheirs === undefined && isMissed ? 'never' : digits(toTheirs),
      writeRatio(objective),
      tight && equal === undefined ? 'never' : writeRatio(equal),
      digits(ours.seconds),
      writeRatio(end),
      writeGoal(entry.goal),
      writeReached(entry),
    ];
  });
  return writeTable(SECONDS, lines);
}

/** What fits came to, and their memory, one per line. */
export function resultTable(entries: FitEntry[]): string {
  const lines = entries.map((entry) => {
    const { quality, ours, theirs } = entry.figures;
    const mark = isAtLeastAsGood(quality) === false ? ', worse' : '';
    return [
      titleOf(entry),
      entry.peer ?? '',
      quality?.name ?? '',
      `${quality?.ours.toPrecision(5) ?? ''}${mark}`,
      quality?.theirs?.toPrecision(5) ?? '',
      ours.megabytes.toFixed(0),
      theirs?.megabytes.toFixed(0) ?? '',
    ];
  });
  return writeTable(RESULTS, lines);
}

/** A table of loops, one per line. */
export function kernelTable(entries: KernelEntry[]): string {
  const lines = entries.map((entry) => [
    entry.work,
    entry.peer,
    digits(entry.figures.ours),
    digits(entry.figures.theirs),
    writeRatio(ratioOf(entry)),
    writeGoal(entry.goal),
    writeReached(entry),
  ]);
  return writeTable(KERNELS, lines);
}

/** Whether both minimize the same objective. */
export function isObjectiveOf({ figures }: FitEntry): boolean {
  return figures.quality?.name === 'objective';
}

function writeTable(head: string[], lines: string[][]): string {
  // texts are aligned left, numbers right
  const align = head.map((_, column) =>
    lines.every((line) => /^(?:-?[\d.]+.*|never|)$/.test(line[column]))
      ? 'right'
      : 'left',
  );
  return markdownTable([head, ...lines], { align });
}

function writeRatio(ratio: number | undefined): string {
  return ratio !== undefined && ratio < 1
    ? `${digits(ratio)}, slower`
    : digits(ratio);
}

function writeGoal(goal: Goal): string {
  const { ratio, endRatio, seconds, megabytes, gigaflops } = goal;
  return [
    ratio && `≥ ${ratio} ×`,
    endRatio && `≥ ${endRatio} × to our end`,
    seconds && `≤ ${seconds} s`,
    megabytes && `≤ ${megabytes} MB`,
    gigaflops && `≥ ${gigaflops} GFLOP/s`,
  ]
    .filter(Boolean)
    .join(', ');
}

function writeReached(entry: FitEntry | KernelEntry): string {
  const reached = isReached(entry);
  if (reached === undefined) return '';
  return reached ? 'yes' : 'no';
}
