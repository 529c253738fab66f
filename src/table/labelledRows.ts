import { isMissing } from './columns/missing.ts';
import { readNumber } from './columns/numberFormats.ts';
import type { Sheet, SkippedRow } from './sheet/Sheet.ts';
import { count, listSome, quote } from './text/sentences.ts';

/** What a reader says about what it did; the functions here add to it. */
interface Report {
  notes: string[];
  skipped: SkippedRow[];
}

/** More different numbers with decimals are a quantity. */
const MOST_DECIMALS = 20;

/**
 * Leaves out rows without a label, and classes with too few rows.
 * @param label - The place of the label's column.
 * @param rows - Indices of records.
 * @param report - What was left out is added to it.
 * @param least - The least number of rows of a class.
 * @returns The remaining rows, of two classes at least.
 * @throws {Error} A sentence for the user: a quantity, a text that differs in most rows, a single class.
 */
export function labelledRows(
  sheet: Sheet,
  label: number,
  rows: number[],
  report: Report,
  least: number,
): number[] {
  const { records, lines, columns } = sheet;
  const name = quote(columns[label].name);
  const labelOf = (row: number) => records[row][label];
  const labelled = rows.filter((row) => !isMissing(labelOf(row)));
  if (labelled.length < rows.length) {
    for (const row of rows) {
      if (!isMissing(labelOf(row))) continue;
      report.skipped.push({ line: lines[row], reason: `has no ${name}` });
    }
    report.notes.push(
      `Left out: ${count(rows.length - labelled.length, 'row')} without ${name}, the label.`,
    );
  }
  const sizes = new Map<string, number>();
  for (const row of labelled) {
    sizes.set(labelOf(row), (sizes.get(labelOf(row)) ?? 0) + 1);
  }
  checkClasses();
  const small = Array.from(sizes).filter(([, size]) => size < least);
  if (sizes.size - small.length < 2) throw tooFew(sizes.size - small.length);
  if (small.length === 0) return labelled;
  const [, first] = small[0];
  report.notes.push(
    `Left out: ${listSome(small.map(([text]) => quote(text)))} of ${name}, since a class needs ${least} rows, and ${small.length === 1 ? `it has ${first === 1 ? 'one' : first}` : 'they have fewer'}.`,
  );
  const isSmall = new Set(small.map(([text]) => text));
  for (const row of labelled) {
    if (!isSmall.has(labelOf(row))) continue;
    const reason = `is of the class ${quote(labelOf(row))}, which has fewer than ${least} rows`;
    report.skipped.push({ line: lines[row], reason });
  }
  return labelled.filter((row) => !isSmall.has(labelOf(row)));

  function checkClasses(): void {
    const { format } = columns[label];
    const values = Array.from(sizes.keys());
    const isMany = sizes.size > labelled.length / 2 && sizes.size > 3;
    const hasDecimals =
      sizes.size > MOST_DECIMALS &&
      values.some((text) => !Number.isInteger(readNumber(text, format) ?? 0));
    if (!isMany && !(format && hasDecimals)) return;
    const found = `${name} has ${sizes.size.toLocaleString('en')} different ${format ? 'numbers' : 'texts'} in ${count(labelled.length, 'row')}`;
    throw new Error(
      format
        ? `${found}: this learns classes, not a quantity. ${adviceOn()}`
        : `${found}: hardly any two rows are of one class. ${adviceOn()}`,
    );
  }

  function tooFew(remaining: number): Error {
    const found = count(remaining, 'class');
    return new Error(
      `${name} has ${remaining === 0 ? 'no class' : found} with ${least} rows or more, and it takes two to learn from. ${adviceOn()}`,
    );
  }

  function adviceOn(): string {
    const others = columns
      .filter(
        ({ isLabelCandidate, kind }, at) =>
          isLabelCandidate && kind === 'text' && at !== label,
      )
      .map((column) => quote(column.name));
    return others.length === 0
      ? 'Choose another column of classes as the label.'
      : `Choose another column as the label, such as ${others.at(-1)}.`;
  }
}
