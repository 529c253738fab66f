import { toVector } from '../../data/Dense.ts';
import { checkNumber, checkObject } from '../../options/checks.ts';

import { checkTexts } from './checks.ts';
import { formatChange } from './formatNumber.ts';

/** Names, units and scales of columns. */
export interface Columns {
  /** d names. */
  columnNames: readonly string[];
  /** d units, such as `'cm'`; empty for a column without a unit. */
  units: readonly string[];
  /** d standard deviations, above 0. */
  scale: ArrayLike<number>;
}

/** The largest number of changes described. */
const MOST = 3;
/** Changes below this part of the largest one, in standard deviations, are left out. */
const WORTH_TELLING = 0.1;

/**
 * Describes the change from one row to another in the units of the columns: `petal width +0.14 cm, sepal length −0.2
 * cm`. The largest changes, in standard deviations, come first: at most three, and none below a tenth of the largest.
 * @param from - d numbers: a raw row.
 * @param to - d numbers: another raw row.
 * @param columns - Names, units and standard deviations of the columns.
 * @returns A text; `no change` if the rows are equal.
 * @throws {TypeError|RangeError} If rows, names, units or standard deviations have the wrong type or another length, or
 * a change is not finite.
 */
export function describeChange(
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  columns: Columns,
): string {
  checkColumns(from, to, columns);
  const { columnNames, units, scale } = columns;
  const changes = columnNames
    .map((name, column) => {
      const change = to[column] - from[column];
      const unit = units[column] === '' ? '' : ` ${units[column]}`;
      const text = `${name} ${formatChange(change)}${unit}`;
      return { text, size: Math.abs(change / scale[column]) };
    })
    .toSorted((a, b) => b.size - a.size);
  const worth = changes.filter(
    ({ size }) => size > 0 && size >= WORTH_TELLING * changes[0].size,
  );
  if (worth.length === 0) return 'no change';
  const shown = worth.slice(0, MOST).map(({ text }) => text);
  const rest = worth.length - shown.length;
  return `${shown.join(', ')}${rest > 0 ? `, and ${rest} more` : ''}`;
}

function checkColumns(from: unknown, to: unknown, columns: Columns): void {
  checkObject(columns, 'columns');
  const { columnNames, units, scale } = columns;
  checkTexts(columnNames, 'columnNames', columnNames?.length);
  const { length } = columnNames;
  checkTexts(units, 'units', length);
  const start = toVector(from, 'from', length);
  const end = toVector(to, 'to', length);
  for (const [column, sigma] of toVector(scale, 'scale', length).entries()) {
    checkNumber(sigma, `scale[${column}]`, { above: 0 });
    checkNumber(
      (end[column] - start[column]) / sigma,
      `the change of columnNames[${column}]`,
    );
  }
}
