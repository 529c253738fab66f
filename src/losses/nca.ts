import type { Computation, Part, Work } from '../async/work.ts';
import type { LabelledData } from '../data/LabelledData.ts';
import type { Arena } from '../kernels/arena/Arena.ts';
import { checkOptionNames } from '../options/checks.ts';

import { LoopedLoss } from './LoopedLoss.ts';
import type { Embedding, ResolvedLoss } from './Loss.ts';
import { allPairsSoftNeighbors } from './allPairsSoftNeighbors.ts';
import { localSoftNeighbors } from './localSoftNeighbors.ts';
import { undecidedScale } from './undecidedScale.ts';

/**
 * A neighbour whose squared distance exceeds that of the nearest by this much has weight e⁻³⁸, less than the last bit
 * of the nearest one's 1.
 */
const FAR = 38;
/** Up to this many rows, all distances are stored, in 32 MB at most. */
const MANY = 2048;
/**
 * Up to this many rows for each column, too, in eight times the memory of the embedding: in so many columns next to no groups of rows are
 * far enough apart to be skipped, and a pair is measured once instead of twice. An evaluation of 3,000 × 400 takes half as long, whether
 * classes overlap or are far apart. The rows are limited so that a fit has room in the memory of WebAssembly.
 */
const WIDE = { rowsPerColumn: 8, rows: 8192 };
/**
 * The default tolerance. On ten splits each of seven small tables, 3-NN is right in .9136 of the cases, and with the usual 3e-7
 * in .9129 (with values between them in .9097 to .9112); mean certified radii are 1.003 and 1.002; fits take half as
 * long.
 */
const TOLERANCE = 1e-5;

/**
 * Neighbourhood components analysis (Goldberger et al., NIPS 2004): every row picks a neighbour j with probability
 * `p_ij = softmax over j ≠ i of −d²(i,j)`; the loss is minus the mean probability that the neighbour is of the same
 * class, hence from −1 to 0. It does not use triplets. An evaluation costs O(n² r) at most. For more than 2,048 rows
 * and an eighth as many columns, it takes O(n r) memory and, where the rows are spread out, compares only rows that are near each other.
 */
export function nca(options: object = {}): ResolvedLoss {
  checkOptionNames(options, 'loss', ['name']);
  return {
    name: 'nca',
    ignoresTriplets: true,
    needsClasses: true,
    tolerance: TOLERANCE,
    prepare: (data) => new PreparedNCA(data),
  };
}

/** Whether the distances of all pairs of rows are worth their memory. */
export function storesAllDistances(rows: number, columns: number): boolean {
  const most = Math.min(WIDE.rows, WIDE.rowsPerColumn * columns);
  return rows <= Math.max(MANY, most);
}

class PreparedNCA extends LoopedLoss {
  override readonly saturates = true;
  override readonly least = -1;
  readonly #codes: Int32Array;

  constructor({ codes }: LabelledData) {
    super();
    this.#codes = codes;
  }

  override startScale(embedding: Embedding): Work<number> {
    return undecidedScale(embedding);
  }

  assemble(
    embedding: Embedding,
    gradient: Float64Array,
    arena: Arena,
  ): Computation {
    const { rows, columns } = embedding;
    const softNeighbors = storesAllDistances(rows, columns)
      ? allPairsSoftNeighbors
      : localSoftNeighbors;
    const { parts, value } = softNeighbors(this.#codes, arena, {
      embedding,
      gradient,
      far: FAR,
      scale: -1 / rows,
    });
    let isMeasured = false;
    const check = () => {
      isMeasured = isMeasurable(embedding);
    };
    return {
      // squares overflow: the solver takes a shorter step, or refuses the start
      parts: [check, ...parts.map((part) => onlyIf(() => isMeasured, part))],
      value: () => (isMeasured ? -value() / rows : Number.NaN),
    };
  }
}

function onlyIf(holds: () => boolean, part: Part): Part {
  if (typeof part !== 'function') {
    return { ...part, length: () => (holds() ? part.length() : 0) };
  }
  return () => (holds() ? part() : undefined);
}

function isMeasurable({ values, rows }: Embedding): boolean {
  let squares = 0;
  for (let at = 0; at < values.length; at++) squares += values[at] ** 2;
  return Number.isFinite(4 * rows * squares);
}
