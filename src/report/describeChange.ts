import { formatChange } from './formatNumber.ts';

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
 */
export function describeChange(
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  { columnNames, units, scale }: Columns,
): string {
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
