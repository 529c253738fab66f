import type { Work } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';
import type { LabelledData } from '../data/LabelledData.ts';
import type { Random } from '../data/random.ts';
import type { ThreadLease } from '../kernels/arena/KernelSource.ts';
import type { Loss } from '../losses/Loss.ts';
import { createMargin } from '../margin/AdversarialMargin.ts';
import type { MarginSettings } from '../margin/marginOptions.ts';
import type { Triplets } from '../neighbors/triplets/Triplets.ts';
import type { Parameterization } from '../parameterizations/Parameterization.ts';

import { Objective } from './Objective.ts';

/** The loss and the margin, with their rows and triplets. */
export interface Problem {
  /** n × d, standardized, with classes; coordinates along the basis if there is one. */
  inputs: LabelledData;
  /** r × d: the orthonormal rows, on standardized columns, along which the inputs are given; see `Subspace`. */
  basis?: Dense;
  triplets: Triplets;
  loss: Loss;
  /** `undefined`: no margin. */
  margin: MarginSettings | undefined;
  parameterization: Parameterization;
  random: Random;
  /** Whether the loss may choose the scale of the start. */
  isStartScaled?: boolean;
}

/**
 * Prepares the loss and the margin for the rows of a problem.
 * @param lease - Threads that share the work.
 */
export function* createObjective(
  problem: Problem,
  lease?: ThreadLease,
): Work<Objective> {
  const { inputs, triplets, random, margin, parameterization } = problem;
  const loss = problem.loss.prepare(inputs, triplets, random);
  yield;
  return new Objective({
    inputs,
    loss,
    margin: margin && (yield* createMargin(triplets, inputs.rows, margin)),
    parameterization,
    lease,
  });
}
