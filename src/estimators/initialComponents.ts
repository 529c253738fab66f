import type { Dense } from '../validation/dense.ts';

import { isConstant } from './standardize.ts';

/**
 * Makes the L to start from.
 * @param init - `'identity'`, or a matrix, taken as it is.
 * @param components - Rows of L; default: those of a matrix, else all columns.
 * @param data - n × d, raw: which of its columns vary.
 * @returns L, r × d, row-major.
 * @throws {RangeError} More components than columns, a matrix of another shape or with a row of zeros.
 */
export function initialComponents(
  init: 'identity' | Dense,
  components: number | undefined,
  data: Dense,
): Dense {
  const { columns } = data;
  if (components !== undefined && components > columns) {
    throw new RangeError(
      `components must be at most ${columns} (the columns of X), got ${components}`,
    );
  }
  if (init === 'identity') return identity(components ?? columns, data);
  checkInit(init, components, columns);
  return init;
}

// The first r rows of the identity; with fewer than d of them, columns that vary come first: a row of L that sees a
// constant column only maps all rows to one point, and gradient steps do not get it away from there.
function identity(rows: number, data: Dense): Dense {
  const { columns } = data;
  const order = Array.from({ length: columns }, (_, column) => column);
  const chosen = rows === columns ? order : varyingFirst(order, data);
  const values = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    values[row * columns + chosen[row]] = 1;
  }
  return { values, rows, columns };
}

function varyingFirst(order: number[], data: Dense): number[] {
  const constant = order.filter((column) => isConstant(data, column));
  const varying = order.filter((column) => !constant.includes(column));
  return [...varying, ...constant];
}

function checkInit(
  init: Dense,
  components: number | undefined,
  columns: number,
): void {
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
  for (let row = 0; row < init.rows; row++) {
    const start = row * columns;
    const entries = init.values.subarray(start, start + columns);
    if (entries.some((entry) => entry !== 0)) continue;
    // gradient steps cannot raise the rank of L
    throw new RangeError(
      `init[${row}] must not be all zeros: it would stay so`,
    );
  }
}
