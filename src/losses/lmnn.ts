import type { Computation, Work } from '../async/work.ts';
import type { LabelledData } from '../data/LabelledData.ts';
import type { Arena } from '../kernels/arena/Arena.ts';
import type { ThreadLease } from '../kernels/arena/KernelSource.ts';
import { ActiveTriplets } from '../neighbors/triplets/ActiveTriplets.ts';
import type { Triplets } from '../neighbors/triplets/Triplets.ts';
import type { Readers } from '../options/readOptions.ts';
import { choiceOf, number, readOptions } from '../options/readOptions.ts';

import { LoopedLoss } from './LoopedLoss.ts';
import type { Embedding, ResolvedLoss } from './Loss.ts';
import { PairLoss } from './PairLoss.ts';
import { addWeighted, weighPairs } from './weighPairs.ts';

/** The range of the weight of pushing; both weights sum to 1. */
const PUSH_RANGE = {
  above: 0,
  aboveReason: 'pulling alone would shrink the metric to nothing',
  max: 1,
};

/**
 * The tolerance for active impostors and the squared hinge: fits of eight small tables end within 9e-5 of the optimum,
 * relatively. With the linear hinge, whose kinks make progress uneven, wine and votes would end 2e-4 above it.
 */
const SMOOTH_TOLERANCE = 1e-6;

/** Options of the loss `'lmnn'`, large margin nearest neighbours. */
export interface LMNNOptions {
  /**
   * The weight of pushing impostors away, above 0 and at most 1; pulling targets near has the rest. It is the μ of
   * Weinberger and Saul, and 1 − μ in the paper's LMNN-PL.
   * @default 0.5
   */
  push?: number;
  /**
   * Which rows are pushed away. `'fixed'`: the mined impostors, by the mean over the triplets. `'active'`: every row of
   * another class that comes within the margin under the current metric, by the mean over the target pairs of the sum
   * over these impostors, which is the problem of Weinberger and Saul; under Adam and in streams, every such row of the
   * batch.
   * @default 'fixed'
   */
  impostors?: 'fixed' | 'active';
  /**
   * The penalty of a violation v. `'linear'`: [v]₊. `'squared'`: [v]₊², which has no kinks, and is the loss of pylmnn.
   * @default 'linear'
   */
  hinge?: 'linear' | 'squared';
}

/**
 * Large margin nearest neighbours (Weinberger and Saul, JMLR 2009):
 * `(1 − push) · mean over target pairs of d²(i,j) + push · mean over triplets of [1 + d²(i,j) − d²(i,l)]₊`, over a fixed
 * set of triplets or over all of them (see `impostors`). An evaluation costs O(T + pairs · r) for T triplets.
 */
export function lmnn(options: LMNNOptions = {}): ResolvedLoss {
  const readers: Readers<Required<LMNNOptions>> = {
    push: number(PUSH_RANGE, 0.5),
    impostors: choiceOf(['fixed', 'active'], 'fixed'),
    hinge: choiceOf(['linear', 'squared'], 'linear'),
  };
  const settings = readOptions(options, 'loss', readers, ['name']);
  const isActive = settings.impostors === 'active';
  const isSmooth = isActive && settings.hinge === 'squared';
  return {
    name: 'lmnn',
    tolerance: isSmooth ? SMOOTH_TOLERANCE : undefined,
    needsClasses: isActive,
    prepare: (data, triplets) =>
      isActive
        ? new ActiveLMNN(data, triplets, settings)
        : fixedLMNN(triplets, settings, triplets.length),
  };
}

/**
 * The loss over a set of triplets.
 * @param count - The divisor of the sum over the triplets.
 */
function fixedLMNN(
  triplets: Triplets,
  { push, hinge }: Required<LMNNOptions>,
  count: number,
): PairLoss {
  const { pairs, targetPairs, impostorPairs } = triplets;
  const isSquared = hinge === 'squared';
  const weight = push / count;
  const pulls = weighPairs(triplets, targetPairs, 1 - push);
  return new PairLoss(pairs, ({ distances, weights }, arena) => {
    const near = arena.copyOf(targetPairs);
    const far = arena.copyOf(impostorPairs);
    const { addHinges } = arena.kernels;
    return () =>
      addWeighted(pulls, distances, weights) +
      addHinges(near, far, distances, weights, 1, weight, isSquared);
  });
}

/** The same loss over a set of triplets that grows between runs of the solver. */
class ActiveLMNN extends LoopedLoss {
  override readonly isSmooth: boolean;
  readonly #active: ActiveTriplets;
  readonly #settings: Required<LMNNOptions>;

  constructor(
    data: LabelledData,
    triplets: Triplets,
    settings: Required<LMNNOptions>,
  ) {
    super();
    this.isSmooth = settings.hinge === 'squared';
    this.#active = new ActiveTriplets(data.codes, triplets);
    this.#settings = settings;
  }

  assemble(
    embedding: Embedding,
    gradient: Float64Array,
    arena: Arena,
  ): Computation {
    const { triplets, pairs } = this.#active;
    const loss = fixedLMNN(triplets, this.#settings, pairs);
    return loss.assemble(embedding, gradient, arena);
  }

  override refresh(embedding: Embedding, lease?: ThreadLease): Work<boolean> {
    return this.#active.grow(embedding, lease);
  }
}
