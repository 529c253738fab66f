import type { Triplets } from '../neighbors/Triplets.ts';
import type { LabelledData } from '../validation/labelledData.ts';

/** What a loss is prepared with. */
export interface LossContext {
  data: LabelledData;
  triplets: Triplets;
}

/**
 * Copies all that a loss is given, so that whatever it does with it reaches neither the margin nor the next batch.
 * O(n d + T), and as much memory.
 * @param context - Inputs, labels and triplets.
 * @returns The same, in memory of its own.
 */
export function ownCopies({ data, triplets }: LossContext): LossContext {
  const { anchors, targets, impostors, pairs } = triplets;
  const { targetPairs, impostorPairs } = triplets;
  return {
    data: {
      ...data,
      values: data.values.slice(),
      codes: data.codes.slice(),
      classes: data.classes.slice(),
    },
    triplets: {
      ...triplets,
      anchors: anchors.slice(),
      targets: targets.slice(),
      impostors: impostors.slice(),
      pairs: { first: pairs.first.slice(), second: pairs.second.slice() },
      targetPairs: targetPairs.slice(),
      impostorPairs: impostorPairs.slice(),
    },
  };
}
