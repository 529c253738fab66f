import { Matrix } from 'ml-matrix';

import type { AsyncOptions } from '../../async/Pacer.ts';
import { Pacer } from '../../async/Pacer.ts';
import type { Dense } from '../../data/Dense.ts';
import { toRows } from '../../data/Dense.ts';
import type { LabelledData } from '../../data/LabelledData.ts';
import type { ThreadLease } from '../../kernels/arena/KernelSource.ts';
import type { FitProgress } from '../FitSummary.ts';
import type { FittedMetric } from '../FittedMetric.ts';
import { learnMetric } from '../learnMetric.ts';
import type { ResolvedOptions } from '../metricLearnerOptions.ts';

import { FractionDone } from './FractionDone.ts';

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

/**
 * A progress report with the metric at that point. Where triplets take long to mine, reports begin with some of that:
 * with the initial map as iteration 0, whose objective and gradient are not known yet.
 */
export interface FitReport extends ProgressReport {
  /** What the fit is doing: `mining` triplets, with an `objective` and a `gradientNorm` of NaN, or `learning`. */
  stage: 'mining' | 'learning';
  /**
   * Computes L at that point: r × d, in the units of the raw input, as a fit would return that ended there; a copy. Use
   * it to draw the embedding during learning.
   */
  components: () => Matrix;
}

/** The start, before it is evaluated. */
const UNKNOWN: FitProgress = {
  iteration: 0,
  objective: Number.NaN,
  gradientNorm: Number.NaN,
};

/**
 * `learnMetric` with pauses every few milliseconds.
 * @param data - n × d raw inputs with classes.
 * @returns The fitted metric, bit for bit the one of `learnMetric`.
 * @throws {unknown} As `learnMetric`; the reason of the signal.
 */
export async function learnAsync(
  data: LabelledData,
  options: ResolvedOptions,
  watch: AsyncOptions<FitReport>,
  lease?: ThreadLease,
): Promise<FittedMetric> {
  const pacer = new Pacer(watch.signal);
  const done = new FractionDone(options.solver);
  const report = (
    stage: FitReport['stage'],
    { iteration, objective, gradientNorm }: FitProgress,
    fraction: number,
    componentsOf: () => Dense,
  ) =>
    watch.onProgress?.({
      stage,
      iteration,
      objective,
      gradientNorm,
      elapsed: pacer.elapsed,
      fraction,
      components: () => new Matrix(toRows(componentsOf())),
    });
  try {
    await pacer.pause();
    const metric = await pacer.finish(
      learnMetric(data, options, lease),
      (step) =>
        'mined' in step
          ? report(
              'mining',
              UNKNOWN,
              done.whileMining(step.mined),
              step.components,
            )
          : report('learning', step, done.after(step), step.components),
    );
    watch.signal?.throwIfAborted();
    const { history, iterations } = metric.summary;
    const last = history[iterations];
    await pacer.waitFor(report('learning', last, 1, () => metric.components));
    return metric;
  } finally {
    pacer.close();
  }
}
