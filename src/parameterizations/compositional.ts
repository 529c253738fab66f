import type { Work } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';
import { checkNoZeroRow, toDense } from '../data/Dense.ts';
import { checkInteger } from '../options/checks.ts';
import { number, readOptions } from '../options/readOptions.ts';

import type {
  Parameterization,
  ParameterizationContext,
  ParameterizationFactory,
} from './Parameterization.ts';
import { localDiscriminants } from './localDiscriminants.ts';
import { weightedSum } from './weightedSum.ts';

/** Options of the parameterization `'compositional'`: a sparse sum of many rank-one metrics. */
export interface CompositionalOptions {
  /**
   * The directions b_k: how many to find, or the directions themselves, K × d, on standardized columns. Directions that
   * are found are discriminants of regions of the data (Shi et al. 2014), of unit length.
   * @default 'auto': 20 per column, 400 at most, but no more than the data give
   */
  bases?: 'auto' | number | ArrayLike<ArrayLike<number>>;
  /**
   * β, the cost of the sum of the weights: the larger, the fewer weights are left. It must be 0 with loss 'none', where
   * it would shrink the metric to nothing.
   * @default 1e-5
   */
  sparsity?: number;
}

/**
 * Other bases would have given another metric, so more digits are of little use: on six data sets, accuracies and radii
 * are within the variation between seeds, after a sixth to a fourteenth of the evaluations that 3e−7 takes.
 */
const TOLERANCE = 1e-3;
/** The default number of bases per column, and its maximum. */
const BASES_PER_COLUMN = 20;
const MAX_BASES = 400;

/**
 * Sparse compositional metrics (Shi, Bellet and Sha, AAAI 2014): M = Σ w_k b_k b_kᵀ with w ≥ 0, and β Σ w_k added to
 * the loss. With the margin, this is the paper's SCML-PL. Bases whose weight is 0 have no row in the result.
 * @throws {TypeError|RangeError} Unknown names, numbers out of range, bases that are not a matrix.
 */
export function compositional(
  options: CompositionalOptions = {},
): ParameterizationFactory {
  const readers = { bases: readBases, sparsity: number({ min: 0 }, 1e-5) };
  const { bases, sparsity } = readOptions(
    options,
    'parameterization',
    readers,
    ['name'],
  );
  return {
    name: 'compositional',
    tolerance: TOLERANCE,
    sparsity,
    bases: typeof bases === 'object' ? bases : undefined,
    create: (context) => compose(context, bases, sparsity),
  };
}

function* compose(
  { inputs, components, random }: ParameterizationContext,
  wanted: Dense | number | undefined,
  sparsity: number,
): Work<Parameterization> {
  const { columns } = inputs;
  if (components !== undefined) {
    throw new RangeError(
      `components must not be given with parameterization 'compositional' (its nonzero weights determine them), got ${components}`,
    );
  }
  if (typeof wanted === 'object') {
    checkWidth(wanted, columns);
    return weightedSum(wanted, sparsity);
  }
  const count = wanted ?? Math.min(BASES_PER_COLUMN * columns, MAX_BASES);
  const found = yield* localDiscriminants(inputs, count, random);
  return weightedSum(found, sparsity);
}

function readBases(
  name: string,
  bases: unknown = 'auto',
): Dense | number | undefined {
  if (bases === 'auto') return undefined;
  if (typeof bases === 'number') {
    return checkInteger(bases, name, { min: 1 });
  }
  const given = toDense(bases as number[][], name);
  checkNoZeroRow(given, name);
  return given;
}

function checkWidth({ columns }: Dense, wanted: number): void {
  if (columns === wanted) return;
  throw new RangeError(
    `parameterization.bases must have ${wanted} columns (as many as X), got ${columns}`,
  );
}
