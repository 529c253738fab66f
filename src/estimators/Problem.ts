import type { Loss } from '../losses/Loss.ts';
import { AdversarialMargin } from '../margin/AdversarialMargin.ts';
import type { MarginSettings } from '../margin/marginOptions.ts';
import type { Triplets } from '../neighbors/Triplets.ts';
import { Objective } from '../objective.ts';
import type { Parameterization } from '../parameterizations/Parameterization.ts';
import type { Random } from '../random.ts';
import type { LabelledData } from '../validation/labelledData.ts';

/** What is to be minimized, and over what. */
export interface Problem {
  /** n × d, standardized, with classes. */
  inputs: LabelledData;
  triplets: Triplets;
  loss: Loss;
  /** With a target that is settled; `undefined`: no margin. */
  margin: MarginSettings | undefined;
  parameterization: Parameterization;
  random: Random;
}

/**
 * Prepares loss and margin for the rows of a problem.
 * @param problem - The problem.
 * @returns Its objective.
 */
export function createObjective(problem: Problem): Objective {
  const { inputs, triplets, random, margin, parameterization } = problem;
  return new Objective({
    inputs,
    loss: problem.loss.prepare(inputs, triplets, random),
    margin: margin && new AdversarialMargin(inputs, triplets, margin),
    parameterization,
  });
}
