import type { Work } from '../../async/work.ts';
import { runSync } from '../../async/work.ts';
import type { Dense, Rows } from '../../data/Dense.ts';
import type { LabelledData } from '../../data/LabelledData.ts';
import { checkBatch } from '../../data/LabelledData.ts';
import type { Labels } from '../../data/labels.ts';
import type { Random } from '../../data/random.ts';
import { drawNormal, seededRandom } from '../../data/random.ts';
import type { FittedClassifier } from '../../estimators/classifier/FittedClassifier.ts';
import type { MetricKNN } from '../../estimators/classifier/MetricKNN.ts';
import { fittedClassifierOf } from '../../estimators/classifier/MetricKNN.ts';
import { predictCodes } from '../../estimators/classifier/predictCodes.ts';
import type { Readers } from '../../options/readOptions.ts';
import {
  choiceOf,
  integer,
  numbers,
  readOptions,
  seed,
} from '../../options/readOptions.ts';
import type { PerturbationUnits } from '../PerturbationSpace.ts';
import {
  PERTURBATION_READERS,
  perturbationSpace,
} from '../PerturbationSpace.ts';

/**
 * The noise that is added to a row, for a given σ:
 *
 * - `'gaussian'`: a normal number of standard deviation σ for each column;
 * - `'spherical'`: a vector of length σ in a uniformly random direction, so that the norm of the noise is fixed;
 * - `'uniform'`: a uniform number from −√3 σ to √3 σ for each column, whose standard deviation is σ.
 */
export type NoiseKind = 'gaussian' | 'spherical' | 'uniform';

/** The noise to be added. */
export interface NoiseOptions {
  /**
   * The values of σ, one or more numbers of at least 0. On standardized columns, a signal-to-noise ratio of s dB
   * corresponds to σ = 10^(−s/20).
   */
  sigmas: ArrayLike<number>;
  /**
   * `'gaussian'`: a normal number of standard deviation σ for each column; `'spherical'`: a vector of length σ in a
   * random direction; `'uniform'`: a uniform number from −√3 σ to √3 σ for each column, whose standard deviation is σ.
   * @default 'gaussian'
   */
  kind?: NoiseKind;
  /**
   * The unit of σ: `'standardized'` is the standard deviation of each column in the training data, `'raw'` the
   * column's own unit.
   * @default 'standardized'
   */
  units?: PerturbationUnits;
  /**
   * How often noise is drawn for each row.
   * @default 10
   */
  repeats?: number;
  /**
   * The seed of the noise: a whole number from 0 to 2³² − 1.
   * @default 0
   */
  seed?: number;
}

/** All kinds of noise. */
export const NOISES: readonly NoiseKind[] = [
  'gaussian',
  'spherical',
  'uniform',
];

/** Options that have been checked. */
type NoiseSettings = Required<Omit<NoiseOptions, 'sigmas'>> & {
  sigmas: number[];
};

const READERS: Readers<NoiseSettings> = {
  sigmas: numbers({ min: 0 }),
  kind: choiceOf(NOISES, 'gaussian'),
  units: PERTURBATION_READERS.units,
  repeats: integer({ min: 1 }, 10),
  seed: seed(0),
};

/** A uniform number from −1 to 1 has the variance 1/3. */
const HALF_WIDTH = Math.sqrt(3);

/** The accuracy of a classifier under noise of one σ. */
export interface NoiseAccuracy {
  sigma: number;
  /** The fraction of rows that are predicted correctly, from 0 to 1: the mean over all repeats. */
  accuracy: number;
  /** The standard deviation of the accuracy over the repeats (with divisor n). */
  standardDeviation: number;
}

/**
 * The accuracy of a classifier on rows to which noise is added, as in the experiments of arXiv 2006.05945.
 *
 * Each repeat draws one perturbation per row and scales it by every σ. Two values of σ, or two classifiers that were
 * trained on the same rows, are therefore compared on the same noise. At σ = 0 the accuracy is `knn.score(X, y)`. The
 * time is that of `knn.score` times repeats times sigmas; the memory is that of three tables as large as X.
 * @param knn - A trained classifier.
 * @param X - q × d raw rows.
 * @param y - q labels; a label that is not a class of the training rows never counts as correct.
 * @param options - The values of σ, the kind and units of the noise, repeats and seed.
 * @returns One accuracy per σ, in their order.
 * @throws {TypeError} If the classifier is not trained, or X, y or options have the wrong type.
 * @throws {RangeError} If rows have the wrong width or entries that are not finite, an option is out of range, or noise
 * is so large that distances are not finite.
 * @example
 * noiseAccuracy(knn, X, y, { sigmas: [0, 0.1, 0.3, 1] });
 */
export function noiseAccuracy(
  knn: MetricKNN,
  X: Rows,
  y: Labels,
  options: NoiseOptions,
): NoiseAccuracy[] {
  const classifier = fittedClassifierOf(knn, 'noiseAccuracy');
  const settings = readOptions(options, 'options', READERS);
  const data = checkBatch(X, y, classifier.training.columns, '');
  return runSync(measureAccuracies(classifier, data, settings));
}

function* measureAccuracies(
  classifier: FittedClassifier,
  data: LabelledData,
  { sigmas, kind, units, repeats, seed: start }: NoiseSettings,
): Work<NoiseAccuracy[]> {
  const { lengths } = perturbationSpace(classifier, units);
  // without noise every repeat gives the same; rows that are too far away are found here
  const still = yield* countRight(classifier, data, data);
  const counts = sigmas.map((sigma) => (sigma === 0 ? [still] : []));
  const random = seededRandom(start);
  for (let repeat = 0; repeat < repeats; repeat++) {
    const drawn = drawNoise(kind, data.rows, data.columns, random);
    for (const [at, sigma] of sigmas.entries()) {
      if (sigma === 0) continue;
      const moved = move(data, drawn, lengths, sigma);
      const right = yield* countRightAt(classifier, moved, data, sigma);
      counts[at].push(right);
    }
  }
  return sigmas.map((sigma, at) => summarize(sigma, counts[at], data.rows));
}

function move(
  { values, rows, columns }: Dense,
  drawn: Float64Array,
  lengths: Float64Array,
  sigma: number,
): Dense {
  const moved = values.map(
    (value, at) => value + sigma * drawn[at] * lengths[at % columns],
  );
  return { values: moved, rows, columns };
}

function* countRightAt(
  classifier: FittedClassifier,
  moved: Dense,
  data: LabelledData,
  sigma: number,
): Work<number> {
  try {
    return yield* countRight(classifier, moved, data);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RangeError(
      `sigmas must be smaller, got ${sigma}: the distances of the perturbed rows are not finite`,
      { cause: error },
    );
  }
}

function* countRight(
  classifier: FittedClassifier,
  rows: Dense,
  { codes, classes }: LabelledData,
): Work<number> {
  const known = classifier.training.classes;
  const predicted = yield* predictCodes(classifier, rows);
  let right = 0;
  for (const [row, code] of predicted.entries()) {
    if (known[code] === classes[codes[row]]) right++;
  }
  return right;
}

// divides last: the mean of equal repeats is exactly their accuracy
function summarize(
  sigma: number,
  counts: number[],
  rows: number,
): NoiseAccuracy {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const squares = counts.reduce(
    (sum, count) => sum + (count * counts.length - total) ** 2,
    0,
  );
  const all = rows * counts.length;
  return {
    sigma,
    accuracy: total / all,
    standardDeviation: Math.sqrt(squares / counts.length) / all,
  };
}

/**
 * Draws noise with σ = 1, row by row: the first rows do not depend on how many follow.
 * @returns n × d, row-major.
 */
export function drawNoise(
  kind: NoiseKind,
  rows: number,
  columns: number,
  random: Random,
): Float64Array {
  const values = new Float64Array(rows * columns);
  const draw =
    kind === 'uniform'
      ? () => HALF_WIDTH * (2 * random() - 1)
      : () => drawNormal(random);
  for (let from = 0; from < values.length; from += columns) {
    const row = values.subarray(from, from + columns);
    fill(row, draw);
    if (kind === 'spherical') scaleToUnitLength(row, draw);
  }
  return values;
}

function fill(row: Float64Array, draw: () => number): void {
  for (let column = 0; column < row.length; column++) row[column] = draw();
}

// the direction of independent normal numbers is uniformly random
function scaleToUnitLength(row: Float64Array, draw: () => number): void {
  let length = Math.hypot(...row);
  while (length === 0) {
    fill(row, draw);
    length = Math.hypot(...row);
  }
  for (let column = 0; column < row.length; column++) row[column] /= length;
}
