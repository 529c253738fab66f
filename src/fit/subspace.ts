import type { Work } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';
import type { LabelledData } from '../data/LabelledData.ts';
import { turnToPositive } from '../linear-algebra/eigenvectors.ts';
import { leadingAxes } from '../linear-algebra/principalAxes.ts';
import { productByTranspose, productOf } from '../linear-algebra/products.ts';
import { rowBasis } from '../linear-algebra/rowBasis.ts';

import type { InitContext } from './initialMap.ts';
import { initialMap } from './initialMap.ts';
import type { ResolvedOptions } from './metricLearnerOptions.ts';

/** Where the map is learned: in coordinates along the rows of an orthonormal basis B, or on the columns themselves. */
export interface Subspace {
  /** X Bᵀ, n × r, with classes. */
  inputs: LabelledData;
  /** L to start from, in these coordinates. */
  start: Dense;
  /** B, r × d: L in these coordinates is L B on standardized columns. `undefined`: the columns themselves. */
  basis: Dense | undefined;
}

/**
 * Chooses where to learn, and creates the initial map there.
 * @param context - The raw rows, the standardized ones, and a source of randomness.
 * @throws {RangeError} As `initialMap`.
 */
export function* chooseSubspace(
  options: ResolvedOptions,
  context: InitContext,
): Work<Subspace> {
  const { inputs } = context;
  const { init, components, pca } = options;
  if (pca !== undefined) return yield* alongAxes(options, pca, context);
  if (options.isRotatable && inputs.rows < inputs.columns) {
    return yield* rotateWide(options, context);
  }
  const start = yield* initialMap(init, components, context);
  return { inputs, start, basis: undefined };
}

/**
 * Rotates a table with more columns than rows into the span of its rows: with B an orthonormal basis of the rows of X
 * and of the initial L, X Lᵀ = (X Bᵀ)(L Bᵀ)ᵀ, and the rows of the pull-back are as long as before. Every gradient of L is
 * a sum of rows of X and of L, so L never leaves the span: the objective is the same, at O(n r²) instead of O(n r d) an
 * evaluation. Where all columns would be rows of L, n of them suffice: the identity, principal and discriminant axes do
 * not mix the span with what is orthogonal to it, where X is 0.
 */
function* rotateWide(
  options: ResolvedOptions,
  context: InitContext,
): Work<Subspace> {
  const { init, components } = options;
  const { inputs } = context;
  const { rows, columns } = inputs;
  if (isCreatedWithin(options, rows)) {
    const basis = yield* rowBasis(inputs);
    const within = yield* coordinatesOf(inputs, basis);
    const place = { ...context, data: within, inputs: within };
    const start = yield* initialMap(init, components ?? rows, place);
    return { inputs: within, start, basis };
  }
  const start = yield* initialMap(init, components, context);
  // the rows of L may span all columns
  if (rows + start.rows >= columns) return { inputs, start, basis: undefined };
  const basis = yield* rowBasis(inputs, start);
  return {
    inputs: yield* coordinatesOf(inputs, basis),
    start: yield* coordinatesOf(start, basis),
    basis,
  };
}

/**
 * Projects rows onto their first principal axes. Those of a wide table are found in the span of its rows. A matrix to
 * start from is projected as well.
 */
function* alongAxes(
  { init, components }: ResolvedOptions,
  pca: number,
  context: InitContext,
): Work<Subspace> {
  const { inputs } = context;
  // before any work, since it may have another width
  const given =
    typeof init === 'object'
      ? yield* initialMap(init, components, context)
      : undefined;
  const basis = yield* axesOf(inputs, pca);
  const along = yield* coordinatesOf(inputs, basis);
  const place = { ...context, data: along, inputs: along };
  const start = given
    ? yield* coordinatesOf(given, basis)
    : yield* initialMap(init, components, place);
  return { inputs: along, start, basis };
}

function* axesOf(inputs: Dense, pca: number): Work<Dense> {
  const isWide = inputs.rows < inputs.columns;
  const span = isWide ? yield* rowBasis(inputs) : undefined;
  const within = span ? yield* coordinatesOf(inputs, span) : inputs;
  const axes = yield* unrotate(yield* leadingAxes(within, pca), span);
  const { values, columns } = axes;
  // signs by the entries for columns, however the span was rotated
  for (let at = 0; at < values.length; at += columns) {
    turnToPositive(values.subarray(at, at + columns));
  }
  return axes;
}

// whether the initial map is found in the span of n rows: axes are, and all the rows that a default map needs
function isCreatedWithin(
  { init, components }: ResolvedOptions,
  rows: number,
): boolean {
  if (typeof init !== 'string') return false;
  if (components === undefined) return true;
  return (init === 'pca' || init === 'lda') && components <= rows;
}

function* coordinatesOf<Data extends Dense>(
  data: Data,
  basis: Dense,
): Work<Data> {
  const values = yield* productByTranspose(data, basis);
  return { ...data, values, columns: basis.rows };
}

/**
 * L on standardized columns.
 * @param map - L in the coordinates of a basis.
 */
export function* unrotate(map: Dense, basis: Dense | undefined): Work<Dense> {
  if (!basis) return map;
  const values = yield* productOf(map, basis.values);
  return { ...map, values, columns: basis.columns };
}
