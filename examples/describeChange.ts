/** Columns that are named; the rest of a change is in the others. */
const NAMED = 3;

/**
 * Says what makes one row of another, the largest changes first: `petal width +0.14 cm, petal length +0.2 cm`. A column that is
 * named `petal width (cm)` is measured in cm.
 * @param from - A raw row.
 * @param to - The other one.
 * @param scale - The standard deviation of each column: changes are compared in these.
 * @param columns - The names of the columns.
 * @returns A list of changes.
 */
export function describeChange(
  from: number[],
  to: number[],
  scale: number[],
  columns: string[],
): string {
  const changes = from
    .map((value, column) => ({ column, size: to[column] - value }))
    .filter(({ size }) => size !== 0)
    .toSorted(
      (a, b) =>
        Math.abs(b.size / scale[b.column]) - Math.abs(a.size / scale[a.column]),
    );
  const named = changes.slice(0, NAMED).map(({ column, size }) => {
    const sign = size < 0 ? '−' : '+';
    const amount = Number(Math.abs(size).toPrecision(2));
    const unit = /(?<= \()[^()]+(?=\)$)/.exec(columns[column])?.[0];
    if (!unit) return `${columns[column]} ${sign}${amount}`;
    return `${columns[column].slice(0, -unit.length - 3)} ${sign}${amount} ${unit}`;
  });
  const more = changes.length - named.length;
  return named.join(', ') + (more > 0 ? `, and ${more} more` : '');
}
