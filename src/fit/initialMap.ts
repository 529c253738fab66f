import type { Work } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';
import { checkNoZeroRow } from '../data/Dense.ts';
import type { LabelledData } from '../data/LabelledData.ts';
import type { Random } from '../data/random.ts';
import { drawNormal } from '../data/random.ts';
import { discriminantAxes } from '../linear-algebra/discriminantAxes.ts';
import { principalAxes } from '../linear-algebra/principalAxes.ts';

import { isConstant } from './standardize.ts';

/** The names of initial maps. */
export const INITS = ['identity', 'pca', 'lda', 'random'] as const;

/** L to start from: on standardized columns, or that of a fitted metric, on raw ones. */
export interface InitialMatrix extends Dense {
  units: 'standardized' | 'raw';
}

/** An initial map by name, or L itself. */
export type Init = (typeof INITS)[number] | InitialMatrix;

/** The data that an initial map is created for. */
export interface InitContext {
  /** n × d, raw, to find the columns that vary. */
  data: Dense;
  /** n × d, standardized, with classes. */
  inputs: LabelledData;
  /** What each column was divided by. */
  scale: Float64Array;
  /** The only source of randomness. */
  random: Random;
}

/**
 * Creates the initial L, on standardized columns.
 * @param init - The name of an initial map, or a matrix, which is used as it is.
 * @param components - Rows of L; default: those of a matrix, else all columns.
 * @returns L, r × d, row-major.
 * @throws {RangeError} More components than columns, a matrix of another shape or with a row of zeros.
 */
export function* initialMap(
  init: Init,
  components: number | undefined,
  { data, inputs, scale, random }: InitContext,
): Work<Dense> {
  const { columns } = data;
  if (components !== undefined && components > columns) {
    throw new RangeError(
      `components must be at most ${columns} (the number of columns of X), got ${components}`,
    );
  }
  const rows = components ?? columns;
  if (init === 'identity') return yield* identity(rows, data);
  if (init === 'pca') return yield* principalAxes(inputs, rows);
  if (init === 'lda') return yield* discriminantAxes(inputs, rows);
  if (init === 'random') return gaussian(rows, columns, random);
  checkInit(init, components, columns);
  if (init.units === 'standardized') return init;
  const values = init.values.map((entry, at) => entry * scale[at % columns]);
  return { ...init, values };
}

// The first r rows of the identity; with r < d, columns that vary come first: a row of L with a constant column only
// maps all rows to one point, and gradient steps do not change that.
function* identity(rows: number, data: Dense): Work<Dense> {
  const { columns } = data;
  const varying: number[] = [];
  const constant: number[] = [];
  for (let column = 0; column < columns; column++) {
    const isLast = rows < columns && isConstant(data, column);
    (isLast ? constant : varying).push(column);
    yield;
  }
  const chosen = [...varying, ...constant];
  const values = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    values[row * columns + chosen[row]] = 1;
  }
  return { values, rows, columns };
}

// normal numbers of variance 1/r, which preserve squared distances on average
function gaussian(rows: number, columns: number, random: Random): Dense {
  const values = Float64Array.from({ length: rows * columns }, () =>
    drawNormal(random, 1 / rows),
  );
  return { values, rows, columns };
}

function checkInit(
  init: Dense,
  components: number | undefined,
  columns: number,
): void {
  if (init.columns !== columns) {
    throw new RangeError(
      `init must have ${columns} columns (as many as X), got ${init.columns}`,
    );
  }
  if (init.rows > columns || init.rows !== (components ?? init.rows)) {
    throw new RangeError(
      `init must have ${components ?? `at most ${columns}`} rows, got ${init.rows}`,
    );
  }
  // gradient steps cannot raise the rank of L
  checkNoZeroRow(init, 'init', ': gradient steps never change a row of zeros');
}
