import { toVector } from '../validation/dense.ts';
import { checkNumber, checkObject } from '../validation/options.ts';

import { formatChange } from './formatNumber.ts';
import { checkTexts } from './nameThings.ts';

/** Columns, and what they are measured in. */
export interface Columns {
  columnNames: readonly string[];
  units: readonly string[];
  /** The standard deviation of each. */
  scale: ArrayLike<number>;
}

/** More than this nobody reads. */
const MOST = 3;
/** Of the largest change, in standard deviations: what is smaller is not told. */
const WORTH_TELLING = 0.1;

/**
 * Says how one row is to be moved to become another, in the user's own units: `petal width +0.14 cm, sepal length −0.2 cm`. What
 * moves most, in standard deviations, comes first.
 * @param from - A raw row.
 * @param to - Another one.
 * @param columns - What the numbers are.
 * @returns Text.
 * @throws {TypeError|RangeError} Rows, names, units or deviations of another kind, or not as many; a change that is not finite.
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
      const told = `${name} ${formatChange(change)}${unit}`;
      return { told, size: Math.abs(change / scale[column]) };
    })
    .toSorted((a, b) => b.size - a.size);
  const worth = changes.filter(
    ({ size }) => size > 0 && size >= WORTH_TELLING * changes[0].size,
  );
  if (worth.length === 0) return 'nothing';
  const shown = worth.slice(0, MOST).map(({ told }) => told);
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
