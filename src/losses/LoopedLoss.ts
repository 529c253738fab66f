import type { Computation, Work } from '../async/work.ts';
import { afterwards, asWork, runParts } from '../async/work.ts';
import { Arena } from '../kernels/arena/Arena.ts';
import type { ThreadLease } from '../kernels/arena/KernelSource.ts';
import type { PairDistances } from '../neighbors/pairs/PairDistances.ts';

import type { Embedding, PreparedLoss } from './Loss.ts';

/** A built-in loss: its evaluation is a list of loops over arrays of one arena. */
export abstract class LoopedLoss implements PreparedLoss {
  /** See `PreparedLoss`. */
  readonly saturates: boolean = false;
  /** The loss is never less. */
  readonly least: number = -Infinity;

  /** Whether the loss has no kinks: a single approximate run is then enough before it mines again. */
  readonly isSmooth: boolean = false;

  /**
   * The parts of an evaluation.
   * @param embedding - n × r.
   * @param gradient - n × r, added to.
   * @param arena - That of both.
   * @param shared - Distances measured before, whose gradient is added afterwards, for a loss of the same pairs.
   */
  abstract assemble(
    embedding: Embedding,
    gradient: Float64Array,
    arena: Arena,
    shared?: PairDistances,
  ): Computation;

  /** The factor by which an embedding should be scaled for a solver to start there; default: 1. */
  startScale?(embedding: Embedding): Work<number>;

  /** See `PreparedLoss`. After a change, the parts have to be assembled again. */
  refresh?(embedding: Embedding, lease?: ThreadLease): Work<boolean>;

  evaluate(embedding: Embedding, gradient: Float64Array): number {
    const { parts, value } = this.assemble(embedding, gradient, new Arena());
    runParts(parts);
    return value();
  }
}

/** Calls the `refresh` of any loss: see `PreparedLoss`. */
export function* refreshLoss(
  loss: PreparedLoss,
  embedding: Embedding,
  lease?: ThreadLease,
): Work<boolean> {
  const changed =
    loss instanceof LoopedLoss
      ? loss.refresh?.(embedding, lease)
      : loss.refresh?.(embedding);
  return yield* asWork(changed ?? false);
}

/** The parts of an evaluation of any loss: see `LoopedLoss`. */
export function assembleLoss(
  loss: PreparedLoss,
  embedding: Embedding,
  gradient: Float64Array,
  arena: Arena,
  shared?: PairDistances,
): Computation {
  if (loss instanceof LoopedLoss) {
    return loss.assemble(embedding, gradient, arena, shared);
  }
  let value = Number.NaN;
  const evaluate = () =>
    afterwards(loss.evaluate(embedding, gradient), (result) => {
      value = result;
    });
  return { parts: [evaluate], value: () => value };
}
