import { Matrix } from 'ml-matrix';

import type { KernelLoan } from '../kernels/KernelSource.ts';
import type { Dense } from '../validation/dense.ts';
import { toRows } from '../validation/dense.ts';
import type { LabelledData } from '../validation/labelledData.ts';

import type { FitProgress } from './FitSummary.ts';
import type { FittedMetric } from './FittedMetric.ts';
import { FractionDone } from './FractionDone.ts';
import type { AsyncOptions } from './Pacer.ts';
import { Pacer } from './Pacer.ts';
import { learnMetric } from './learnMetric.ts';
import type { ResolvedOptions } from './metricLearnerOptions.ts';

/** Where a fit is: after an iteration, also one that turns out to be in vain; at last, where it ended. */
export interface ProgressReport extends FitProgress {
  /** Milliseconds since the fit began. */
  elapsed: number;
  /**
   * How much of the work is done, from 0 to 1: an estimate that never falls, and is 1 only in the last report. In a stream,
   * whose end is not known, 0 until then.
   */
  fraction: number;
}

/** The same, and the metric there. */
export interface FitReport extends ProgressReport {
  /**
   * Makes L as it is there: r × d, in the units of the raw input, a copy. To draw the embedding on its way.
   * @returns The components that a fit would have that ended there.
   */
  components: () => Matrix;
}

/**
 * `learnMetric` in turns of a few milliseconds.
 * @param data - n × d raw inputs with classes.
 * @returns The fitted metric, bit by bit the one of `learnMetric`.
 * @throws {unknown} As `learnMetric`; the signal's reason.
 */
export async function learnAsync(
  data: LabelledData,
  options: ResolvedOptions,
  watch: AsyncOptions<FitReport>,
  loan?: KernelLoan,
): Promise<FittedMetric> {
  const pacer = new Pacer(watch.signal);
  const done = new FractionDone(options.solver);
  let isBegun = false;
  const report = (
    { iteration, objective, gradientNorm }: FitProgress,
    fraction: number,
    componentsOf: () => Dense,
  ) => {
    isBegun = true;
    return watch.onProgress?.({
      iteration,
      objective,
      gradientNorm,
      elapsed: pacer.elapsed,
      fraction,
      components: () => new Matrix(toRows(componentsOf())),
    });
  };
  try {
    await pacer.pause();
    const metric = await pacer.finish(
      learnMetric(data, options, loan),
      (step) => report(step, done.after(step), step.components),
    );
    watch.signal?.throwIfAborted();
    const { history, iterations } = metric.summary;
    if (isBegun) {
      const end = report(history[iterations], 1, () => metric.components);
      await pacer.waitFor(end);
    }
    return metric;
  } finally {
    pacer.close();
  }
}
