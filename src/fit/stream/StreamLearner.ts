import type { LabelledData } from '../../data/LabelledData.ts';
import type { Random } from '../../data/random.ts';
import { seededRandom } from '../../data/random.ts';
import {
  checkFixedColumns,
  marginLengths,
} from '../../margin/marginOptions.ts';
import { mineBatchTriplets } from '../../neighbors/triplets/mineTriplets.ts';
import { Adam } from '../../solvers/Adam.ts';
import type { SolverProgress } from '../../solvers/Solver.ts';
import type { AdamOptions } from '../../solvers/resolveSolver.ts';
import { resolveAdamOptions } from '../../solvers/resolveSolver.ts';
import type { FitRun } from '../FitRun.ts';
import { withBatchInErrors } from '../FitRun.ts';
import type { FitProgress } from '../FitSummary.ts';
import type { FittedMetric } from '../FittedMetric.ts';
import type { ObjectiveTerms } from '../Objective.ts';
import type { Problem } from '../Problem.ts';
import { checkMapSize } from '../checkMapSize.ts';
import { initialMap } from '../initialMap.ts';
import { createProblem, summarizeFit } from '../learnMetric.ts';
import type { ResolvedOptions } from '../metricLearnerOptions.ts';
import type { Stepper } from '../minimizeBatches.ts';
import { passOver } from '../minimizeBatches.ts';
import type { Standardization } from '../standardize.ts';
import { standardize, unstandardized } from '../standardize.ts';

import { RunningColumns } from './RunningColumns.ts';

/** Steps of full length, before they shrink as 1/√t. */
const FULL_STEPS = 100;

/** The state of learning from a stream: nothing in it grows with the rows, except a line of history per batch. */
export class StreamLearner {
  readonly #options: ResolvedOptions;
  readonly #adamOptions: Required<AdamOptions>;
  readonly #random: Random;
  readonly #columns: RunningColumns;
  readonly #history: FitProgress[] = [];
  #standardization: Standardization;
  /** The last batch that had triplets. */
  #problem: Problem | undefined;
  /** The number of that batch. */
  #batch = 0;
  #adam: Adam | undefined;
  #last: SolverProgress = {
    iteration: 0,
    evaluations: 0,
    objective: Number.NaN,
    gradientNorm: Number.NaN,
  };
  #triplets = 0;
  #evaluations = 0;

  /**
   * Starts without rows.
   * @param options - All options; those of Adam are its defaults if another solver was chosen.
   * @throws {RangeError} If fixed columns do not fit, or the map is too large.
   */
  constructor(options: ResolvedOptions, columns: number) {
    const { solver, margin } = options;
    if (margin) checkFixedColumns(margin.fixed, columns);
    checkMapSize(options, { rows: columns, columns });
    this.#options = options;
    this.#adamOptions =
      solver.name === 'adam' ? solver : resolveAdamOptions({});
    this.#random = seededRandom(options.seed);
    this.#columns = new RunningColumns(columns);
    this.#standardization = unstandardized(columns);
  }

  /**
   * Learns from a batch: its moments are merged with those before, its triplets are mined within it, and Adam takes its
   * steps. The start, bases, and the target of the margin are determined once, by the first batch with triplets;
   * margins in raw units follow the standard deviations.
   * @param data - n × d raw rows with classes.
   * @returns The work: it yields a step after a batch with triplets, and pauses in between.
   * @throws {RangeError} If values overflow when squared, or components do not fit; with the batch.
   * @throws {Error} If a custom loss fails, with its name and the batch.
   */
  learn(data: LabelledData, batch: number): FitRun<void> {
    return withBatchInErrors(this.#learn(data, batch), batch);
  }

  /**
   * Ends the stream: the last batch is evaluated again.
   * @throws {RangeError} If no batch had triplets.
   * @throws {Error} If a custom loss fails, with its name and the last batch.
   */
  *conclude(): FitRun<FittedMetric> {
    const problem = this.#problem;
    const adam = this.#adam;
    if (!problem || !adam) {
      throw new RangeError(
        'batches must contain one that has rows of two classes and two rows of the same class, got none',
      );
    }
    const { batchSize } = this.#adamOptions;
    this.#history.pop();
    const last = this.#pass(problem, { adam, batchSize });
    const terms = yield* withBatchInErrors(last, this.#batch);
    const minimum = {
      ...this.#last,
      x: adam.x,
      reason: 'stream' as const,
      terms,
      history: this.#history,
    };
    const standardization = this.#standardization;
    return yield* summarizeFit(
      problem,
      minimum,
      standardization,
      this.#triplets,
    );
  }

  *#learn(data: LabelledData, batch: number): FitRun<void> {
    if (this.#options.standardize) {
      yield* this.#columns.add(data);
      this.#standardization = this.#columns.measure();
    }
    const inputs = yield* standardize(data, this.#standardization);
    const triplets = yield* mineBatchTriplets(inputs, this.#options.triplets);
    if (triplets.length === 0) return;
    this.#triplets += triplets.length;
    this.#batch = batch;
    this.#problem = this.#problem
      ? refresh(this.#problem, { inputs, triplets }, this.#lengths())
      : yield* this.#begin(data, { inputs, triplets });
    const adam = this.#adam as Adam;
    const { batchSize, learningRate } = this.#adamOptions;
    const rate = () =>
      learningRate * Math.min(1, Math.sqrt(FULL_STEPS / (adam.steps + 1)));
    yield* this.#pass(this.#problem, { adam, batchSize, rate });
    yield this.#last;
  }

  *#begin(
    data: LabelledData,
    part: Pick<Problem, 'inputs' | 'triplets'>,
  ): FitRun<Problem> {
    const { init, components } = this.#options;
    const random = this.#random;
    const { scale } = this.#standardization;
    const place = { data, inputs: part.inputs, scale, random };
    const beginning = yield* initialMap(init, components, place);
    const { problem, start } = yield* createProblem(
      this.#options,
      { ...part, random },
      beginning,
      this.#standardization,
    );
    this.#adam = new Adam(start, problem.parameterization.isNonNegative);
    const { batchSize } = this.#adamOptions;
    yield* this.#pass(problem, { adam: this.#adam, batchSize });
    return problem;
  }

  #lengths(): Float64Array | undefined {
    const { margin } = this.#options;
    return margin
      ? marginLengths(margin, this.#standardization.scale)
      : undefined;
  }

  *#pass(problem: Problem, stepper: Stepper): FitRun<ObjectiveTerms> {
    const { mean, batches } = yield* passOver(problem, stepper);
    this.#evaluations += batches;
    const progress = mean.progress(this.#history.length, this.#evaluations);
    const { iteration, objective, gradientNorm } = progress;
    this.#history.push({ iteration, objective, gradientNorm });
    this.#last = progress;
    return mean.terms;
  }
}

// the same problem for other rows, since the standard deviations of columns have changed
function refresh(
  problem: Problem,
  part: Pick<Problem, 'inputs' | 'triplets'>,
  lengths: Float64Array | undefined,
): Problem {
  const { margin } = problem;
  return { ...problem, ...part, margin: margin && { ...margin, lengths } };
}
