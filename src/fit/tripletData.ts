import type { Rows } from '../data/Dense.ts';
import { toDense } from '../data/Dense.ts';
import type { LabelledData } from '../data/LabelledData.ts';
import type { RowTriplets } from '../neighbors/triplets/readTriplets.ts';
import { readTriplets } from '../neighbors/triplets/readTriplets.ts';

import type { ResolvedLearner } from './mean/learnerOptions.ts';
import { isMean } from './mean/learnerOptions.ts';
import type { ResolvedOptions } from './metricLearnerOptions.ts';

/** Rows to learn from: with labels, from which triplets are mined, or with triplets instead of labels. */
export interface TrainingData extends LabelledData {
  /** Triplets of the caller; all rows are of one class then, which has no label. */
  given?: RowTriplets;
}

/**
 * Checks and copies rows with triplets instead of labels.
 * @throws {TypeError|RangeError} X as in `fit`, triplets as in `readTriplets`.
 */
export function checkTripletData(
  X: Rows,
  triplets: ArrayLike<ArrayLike<number>>,
): TrainingData {
  const data = toDense(X, 'X');
  return {
    ...data,
    codes: new Int32Array(data.rows),
    classes: [],
    given: readTriplets(triplets, data.rows),
  };
}

/**
 * Checks that nothing in the options needs labels.
 * @throws {RangeError} A loss, start or bases that are made from classes.
 */
export function checkNeedsNoClasses(options: ResolvedLearner): void {
  if (!isMean(options)) {
    checkMember(options);
    return;
  }
  for (const member of options.members) checkNeedsNoClasses(member.options);
}

function checkMember({ loss, init, parameterization }: ResolvedOptions): void {
  if (loss.needsClasses) {
    refuse(
      `loss '${loss.name}'`,
      "take 'lmnn' with fixed impostors, or 'triplet'",
    );
  }
  if (init === 'lda') refuse("init 'lda'", "take 'pca'");
  if (parameterization.name === 'compositional' && !parameterization.bases) {
    refuse("parameterization 'compositional'", 'give it bases');
  }
}

function refuse(what: string, remedy: string): never {
  throw new RangeError(
    `${what} needs labels, and cannot learn from triplets alone: ${remedy}`,
  );
}
