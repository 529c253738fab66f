import { Matrix } from 'ml-matrix';

import type { AsyncOptions } from '../../async/Pacer.ts';
import { Pacer } from '../../async/Pacer.ts';
import type { Dense } from '../../data/Dense.ts';
import { toRows } from '../../data/Dense.ts';
import type { ThreadLease } from '../../kernels/arena/KernelSource.ts';
import type { FitProgress } from '../FitSummary.ts';
import type { FittedMetric } from '../FittedMetric.ts';
import { learn } from '../mean/learn.ts';
import type { ResolvedLearner } from '../mean/learnerOptions.ts';
import type { TrainingData } from '../tripletData.ts';

import { fractionDone } from './FractionDone.ts';

/**
 * The progress of an asynchronous fit: a report after each iteration, also of a restart that gains nothing, and a last
 * one for the end of the fit.
 */
export interface ProgressReport extends FitProgress {
  /** Milliseconds since the fit began. */
  elapsed: number;
  /**
   * The fraction of the work that is done, from 0 to 1: an estimate that never decreases, and is 1 in the last report
   * only. In a stream, whose length is unknown, it is 0 until then.
   */
  fraction: number;
}

/** A progress report of `fitAsync`: of the iterations, and before them of mining, where that takes long. */
export type FitReport = LearningReport | MiningReport;

/** A progress report after an iteration, with the metric at that point. */
export interface LearningReport extends ProgressReport, MapReport {
  stage: 'learning';
}

/** A progress report while triplets are mined: the metric is the initial one, which has not been evaluated. */
export interface MiningReport
  extends Pick<ProgressReport, 'elapsed' | 'fraction'>, MapReport {
  stage: 'mining';
  iteration: 0;
  objective: null;
  gradientNorm: null;
}

interface MapReport {
  /**
   * Computes L at that point: r × d, in the units of the raw input, as a fit would return that ended there; a copy. Use
   * it to draw the embedding during learning. Of a mean, it is the member that is being learned.
   */
  components: () => Matrix;
}

/** What is known of the metric. */
type Known =
  | Pick<LearningReport, 'stage' | keyof FitProgress>
  | Pick<MiningReport, 'stage' | keyof FitProgress>;

/** The start, before it is evaluated. */
const MINING: Known = {
  stage: 'mining',
  iteration: 0,
  objective: null,
  gradientNorm: null,
};

/**
 * `learn` with pauses every few milliseconds.
 * @param data - n × d raw inputs with classes.
 * @returns The fitted metric, bit for bit the one of `learn`.
 * @throws {unknown} As `learn`; the reason of the signal.
 */
export async function learnAsync(
  data: TrainingData,
  options: ResolvedLearner,
  watch: AsyncOptions<FitReport>,
  lease?: ThreadLease,
): Promise<FittedMetric> {
  const pacer = new Pacer(watch.signal);
  const done = fractionDone(options);
  const report = (known: Known, fraction: number, componentsOf: () => Dense) =>
    watch.onProgress?.({
      ...known,
      elapsed: pacer.elapsed,
      fraction,
      components: () => new Matrix(toRows(componentsOf())),
    });
  try {
    await pacer.pause();
    const metric = await pacer.finish(learn(data, options, lease), (step) =>
      report(
        'mined' in step ? MINING : learning(step),
        done(step),
        step.components,
      ),
    );
    watch.signal?.throwIfAborted();
    const end = learning(metric.summary.history.at(-1) as FitProgress);
    await pacer.waitFor(report(end, 1, () => metric.components));
    return metric;
  } finally {
    pacer.close();
  }
}

function learning({ iteration, objective, gradientNorm }: FitProgress): Known {
  return { stage: 'learning', iteration, objective, gradientNorm };
}
