import type { Row } from './Row.ts';
import { certificateRows } from './certificates.ts';
import { firstFitRows } from './firstFit.ts';
import { growthRows } from './growth.ts';
import { kernelRows } from './kernels.ts';
import { lmnnRows } from './lmnn.ts';
import { marginRows } from './margin.ts';
import { ncaRows } from './nca.ts';
import { neighborRows } from './neighbors.ts';
import { programRows } from './programs.ts';
import { scmlRows } from './scml.ts';

/** All rows, in the order of the tables. */
const ROWS: Row[] = [
  ...ncaRows,
  ...lmnnRows,
  ...marginRows,
  ...scmlRows,
  ...firstFitRows,
  ...kernelRows,
  ...neighborRows,
  ...certificateRows,
  ...programRows,
  ...growthRows,
];

/**
 * Selects the rows to measure.
 * @param only - Names, or beginnings of names up to a hyphen, or `'all'`; default: all rows that do not take minutes.
 * @throws {RangeError} A name that no row has.
 */
export function chooseRows(only: string[] | 'all' | undefined): Row[] {
  if (only === 'all') return ROWS;
  if (only === undefined) return ROWS.filter(({ isLong }) => !isLong);
  const fits = ({ name }: Row, wanted: string) =>
    name === wanted || name.startsWith(`${wanted}-`);
  for (const wanted of only) {
    if (ROWS.some((row) => fits(row, wanted))) continue;
    const names = ROWS.map(({ name }) => name).join(', ');
    throw new RangeError(`--only must name rows of ${names}, got '${wanted}'`);
  }
  return ROWS.filter((row) => only.some((wanted) => fits(row, wanted)));
}
