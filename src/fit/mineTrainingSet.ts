import type { Work, WorkCount } from '../async/work.ts';
import type { LabelledData } from '../data/LabelledData.ts';
import type { Random } from '../data/random.ts';
import type { ThreadLease } from '../kernels/arena/KernelSource.ts';
import { arrangeRows, findRowOrder } from '../neighbors/nearest/arrangeRows.ts';
import { createTriplets } from '../neighbors/triplets/Triplets.ts';
import { mineForFit } from '../neighbors/triplets/mineTriplets.ts';
import type { RowTriplets } from '../neighbors/triplets/readTriplets.ts';

import type { FitRun } from './FitRun.ts';
import type { Problem } from './Problem.ts';
import type { ResolvedOptions } from './metricLearnerOptions.ts';

const NO_ROWS = new Int32Array(0);
/** Multiplications between two reports: 0.04 s with 300,000 × 10. */
const REPORTED = 2 ** 28;

/** What a training set is mined from. */
interface Ground {
  /** n × d, by which rows are near. */
  near: LabelledData;
  /** The same rows, as they are learned from. */
  inputs: LabelledData;
  random: Random;
  /** Triplets of the caller. */
  given?: RowTriplets;
}

/**
 * Mines the triplets of a fit, unless they are given, and puts the rows in an order in which those of a triplet are near each other in memory.
 * @param lease - Threads that share the work.
 * @yields The fraction that is done, from 0 to 1, from time to time.
 * @throws {RangeError} As `mineTriplets`.
 */
export function* mineTrainingSet(
  options: ResolvedOptions,
  { near, inputs, random, given }: Ground,
  lease?: ThreadLease,
): FitRun<Pick<Problem, 'inputs' | 'triplets'>, number> {
  if (given) {
    const { anchors, targets, impostors } = given;
    const all = createTriplets(anchors, targets, impostors, inputs.rows);
    return { inputs, triplets: yield* all };
  }
  if (!usesTriplets(options)) {
    const none = createTriplets(NO_ROWS, NO_ROWS, NO_ROWS, inputs.rows);
    return { inputs, triplets: yield* none };
  }
  const order = options.isOrderFree ? yield* findRowOrder(inputs) : undefined;
  const count = { done: 0, total: 0 };
  const scanOptions = { lease, count };
  const work = mineForFit(near, options.triplets, random, order, scanOptions);
  const triplets = yield* withReports(work, count);
  yield;
  return { inputs: order ? arrangeRows(inputs, order) : inputs, triplets };
}

// Adam draws batches of anchors, with their triplets
function usesTriplets({ loss, margin, solver }: ResolvedOptions): boolean {
  return !loss.ignoresTriplets || margin !== false || solver.name === 'adam';
}

function* withReports<Result>(
  work: Work<Result>,
  count: WorkCount,
): FitRun<Result, number> {
  let reported = 0;
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (count.done - reported < REPORTED) {
      yield;
    } else {
      reported = count.done;
      yield Math.min(reported / count.total, 1);
    }
  }
}
