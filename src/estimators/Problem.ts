import type { Loss } from '../losses/Loss.ts';
import { createMargin } from '../margin/AdversarialMargin.ts';
import type { MarginSettings } from '../margin/marginOptions.ts';
import type { Triplets } from '../neighbors/Triplets.ts';
import { Objective } from '../objective.ts';
import type { Parameterization } from '../parameterizations/Parameterization.ts';
import type { Random } from '../random.ts';
import type { LabelledData } from '../validation/labelledData.ts';
import type { Work } from '../work.ts';

/** What is minimized, and over which rows and triplets. */
export interface Problem {
  /** n × d, standardized, with classes. */
  inputs: LabelledData;
  triplets: Triplets;
  loss: Loss;
  /** With a settled target; `undefined`: no margin. */
  margin: MarginSettings | undefined;
  parameterization: Parameterization;
  random: Random;
}

/** Prepares the loss and the margin for the rows of a problem. */
export function* createObjective(problem: Problem): Work<Objective> {
  const { inputs, triplets, random, margin, parameterization } = problem;
  const loss = problem.loss.prepare(inputs, triplets, random);
  yield;
  return new Objective({
    inputs,
    loss,
    margin: margin && (yield* createMargin(inputs, triplets, margin)),
    parameterization,
  });
}
