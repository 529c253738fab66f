import type { ThreadLease } from '../../kernels/arena/KernelSource.ts';
import type { FitRun, LearningStep } from '../FitRun.ts';
import { mapSteps } from '../FitRun.ts';
import type { FittedMetric } from '../FittedMetric.ts';
import { learnMetric } from '../learnMetric.ts';
import { limitTargets } from '../limitTargets.ts';
import type { TrainingData } from '../tripletData.ts';

import type { ResolvedLearner, ResolvedMean } from './learnerOptions.ts';
import { isMean } from './learnerOptions.ts';
import type { WeightedMetric } from './meanMetric.ts';
import { meanMetric } from './meanMetric.ts';

/**
 * A complete fit of one metric, or of the members of a mean, one after the other.
 * @param data - n × d raw inputs with classes.
 * @param lease - Threads that share the work.
 * @yields As `learnMetric`; iterations of the members of a mean are counted on.
 * @throws {RangeError|Error} As `learnMetric`.
 */
export function* learn(
  data: TrainingData,
  options: ResolvedLearner,
  lease?: ThreadLease,
): FitRun<FittedMetric, LearningStep> {
  return yield* isMean(options)
    ? learnMean(data, options, lease)
    : learnMetric(data, options, lease);
}

function* learnMean(
  data: TrainingData,
  { members, limitsTargets }: ResolvedMean,
  lease?: ThreadLease,
): FitRun<FittedMetric, LearningStep> {
  const fitted: WeightedMetric[] = [];
  let before = 0;
  for (const [at, { options, weight }] of members.entries()) {
    const own = limitsTargets ? withFewerTargets(options, data) : options;
    const run = learn(data, own, lease);
    const place = { at, of: members.length, before };
    const metric = yield* mapSteps(run, (step) => countOn(step, place));
    fitted.push({ name: `mean[${at}]`, metric, weight });
    before += metric.summary.history.length;
  }
  return yield* meanMetric(fitted);
}

function countOn(
  step: LearningStep,
  { before, ...place }: { at: number; of: number; before: number },
): LearningStep {
  const member = { ...place, step };
  if ('mined' in step) return { ...step, member };
  return { ...step, iteration: before + step.iteration, member };
}

function withFewerTargets(
  options: ResolvedLearner,
  data: TrainingData,
): ResolvedLearner {
  if (isMean(options)) return options;
  const { triplets } = options;
  const targets = limitTargets(triplets.targets, data);
  return { ...options, triplets: { ...triplets, targets } };
}
