import type { AsyncOptions } from '../../async/Pacer.ts';
import { Pacer } from '../../async/Pacer.ts';
import type { Rows } from '../../data/Dense.ts';
import type { LabelledData } from '../../data/LabelledData.ts';
import { checkBatch } from '../../data/LabelledData.ts';
import type { Labels } from '../../data/labels.ts';
import { describe } from '../../options/describe.ts';
import type { FitProgress } from '../FitSummary.ts';
import type { FittedMetric } from '../FittedMetric.ts';
import type { ProgressReport } from '../async/learnAsync.ts';
import type { ResolvedLearner } from '../mean/learnerOptions.ts';
import { isMean } from '../mean/learnerOptions.ts';

import { StreamLearner } from './StreamLearner.ts';

/** A batch of labelled rows. */
export interface LabelledBatch {
  /** n × d raw rows; d is the same in all batches. */
  X: Rows;
  /** n labels. */
  y: Labels;
}

/** A stream of batches. */
export type Batches = AsyncIterable<LabelledBatch> | Iterable<LabelledBatch>;

/* eslint-disable no-await-in-loop -- batches come one after the other */
/**
 * Learns from batches as they arrive, and stores one at a time.
 * @throws {TypeError|RangeError} If batches is not iterable; if a batch has another number of columns, or rows that
 * cannot be learned from, with the number of the batch; if no batch has triplets; if `pca` or `mean` is given.
 * @throws {Error} If a custom loss fails, with its name and the number of the batch.
 * @throws {Error} If reading the stream fails, with the error of the stream as the `cause`.
 */
export async function learnStream(
  batches: Batches,
  options: ResolvedLearner,
  watch: AsyncOptions<ProgressReport>,
): Promise<FittedMetric> {
  if (isMean(options)) {
    throw new RangeError(
      `mean must not be given for a stream, got ${options.members.length} members: each would need the stream from its start`,
    );
  }
  if (options.pca !== undefined) {
    throw new RangeError(
      `pca must not be given for a stream, got ${options.pca}: principal axes are those of all rows`,
    );
  }
  const iterator = iterate(batches);
  const pacer = new Pacer(watch.signal);
  let learner: StreamLearner | undefined;
  let columns: number | undefined;
  let count = 0;
  const report = (progress: FitProgress, fraction: number) => {
    const { iteration, objective, gradientNorm } = progress;
    const { elapsed } = pacer;
    const current = { iteration, objective, gradientNorm, elapsed, fraction };
    return watch.onProgress?.(current);
  };
  try {
    for (;;) {
      const step = await takeNext(iterator, pacer, count);
      if (step.done) break;
      const data = checkNext(step.value, columns, count);
      columns = data.columns;
      await pacer.pause();
      learner ??= new StreamLearner(options, columns);
      const run = learner.learn(data, count);
      await pacer.finish(run, (progress) => report(progress, 0));
      count++;
    }
    if (!learner) {
      throw new RangeError('batches must contain at least one batch, got none');
    }
    const metric = await pacer.finish(learner.conclude(), () => undefined);
    const { history, iterations } = metric.summary;
    await pacer.waitFor(report(history[iterations], 1));
    return metric;
  } catch (error) {
    // not awaited: the iterator may be waiting for a batch that never arrives
    void close(iterator);
    throw error;
  } finally {
    pacer.close();
  }
}

/* eslint-enable no-await-in-loop */

function iterate(
  batches: Batches,
): AsyncIterator<LabelledBatch> | Iterator<LabelledBatch> {
  if (typeof batches === 'object' && batches !== null) {
    if (Symbol.asyncIterator in batches) return batches[Symbol.asyncIterator]();
    if (Symbol.iterator in batches) return batches[Symbol.iterator]();
  }
  throw new TypeError(
    `batches must be an iterable of { X, y }, got ${describe(batches)}`,
  );
}

async function close(
  iterator: AsyncIterator<unknown> | Iterator<unknown>,
): Promise<void> {
  try {
    await iterator.return?.();
  } catch {
    // the earlier error is the one to report
  }
}

async function takeNext(
  iterator: AsyncIterator<LabelledBatch> | Iterator<LabelledBatch>,
  pacer: Pacer,
  count: number,
): Promise<IteratorResult<LabelledBatch>> {
  const next = async () => {
    try {
      return await iterator.next();
    } catch (error) {
      const text = error instanceof Error ? error.message : describe(error);
      throw new Error(`reading batches[${count}] failed: ${text}`, {
        cause: error,
      });
    }
  };
  return pacer.waitFor(next());
}

function checkNext(
  batch: LabelledBatch,
  columns: number | undefined,
  count: number,
): LabelledData {
  if (typeof batch !== 'object' || batch === null) {
    throw new TypeError(
      `batches[${count}] must be an object with X and y, got ${describe(batch)}`,
    );
  }
  return checkBatch(batch.X, batch.y, columns, `batches[${count}].`);
}
