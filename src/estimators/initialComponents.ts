import type { Dense } from '../validation/dense.ts';

/**
 * Makes the L to start from.
 * @param init - `'identity'`: the first rows of the identity; or a matrix, taken as it is.
 * @param components - Rows of L; default: those of a matrix, else all columns.
 * @param columns - Columns of the data.
 * @returns L, r × d, row-major.
 * @throws {RangeError} More components than columns, or a matrix of another shape.
 */
export function initialComponents(
  init: 'identity' | Dense,
  components: number | undefined,
  columns: number,
): Dense {
  if (components !== undefined && components > columns) {
    throw new RangeError(
      `components must be at most ${columns} (the columns of X), got ${components}`,
    );
  }
  if (init === 'identity') return identity(components ?? columns, columns);
  if (init.columns !== columns) {
    throw new RangeError(
      `init must have ${columns} columns (those of X), got ${init.columns}`,
    );
  }
  if (init.rows > columns || init.rows !== (components ?? init.rows)) {
    throw new RangeError(
      `init must have ${components ?? `at most ${columns}`} rows, got ${init.rows}`,
    );
  }
  return init;
}

function identity(rows: number, columns: number): Dense {
  const values = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) values[row * columns + row] = 1;
  return { values, rows, columns };
}
