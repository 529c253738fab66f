import { runSync } from '../async/work.ts';
import type { Rows } from '../data/Dense.ts';
import { checkLabelledData } from '../data/LabelledData.ts';
import type { Labels } from '../data/labels.ts';
import type { Random } from '../data/random.ts';
import { seededRandom } from '../data/random.ts';
import type { Embedding, PreparedLoss } from '../losses/Loss.ts';
import { LossFailure } from '../losses/LossFailure.ts';
import type { LossOption } from '../losses/resolveLoss.ts';
import { isCustomLoss, resolveLoss } from '../losses/resolveLoss.ts';
import { mineBatchTriplets } from '../neighbors/triplets/mineTriplets.ts';
import type { TripletOptions } from '../neighbors/triplets/miningOptions.ts';
import { resolveTripletOptions } from '../neighbors/triplets/miningOptions.ts';
import {
  checkInteger,
  checkNumber,
  checkOptionNames,
  checkSeed,
} from '../options/checks.ts';

/** Data to try a loss on. A dozen rows are enough: the loss is evaluated twice for each entry of the embedding. */
export interface GradientData {
  /** n × d rows; they are not standardized. */
  X: Rows;
  /** n labels of at least two classes. */
  y: Labels;
}

/** The options of `checkGradient`. */
export interface CheckGradientOptions {
  /**
   * How triplets are mined.
   * @default { targets: 3, impostors: 10 }
   */
  triplets?: TripletOptions;
  /**
   * The number of columns of the embedding.
   * @default 2
   */
  components?: number;
  /**
   * The largest relative error ‖gradient − differences‖ / ‖differences‖. Central differences are accurate to about 10⁻⁸
   * where the loss is smooth.
   * @default 1e-6
   */
  tolerance?: number;
  /**
   * The seed of the embedding, and of the random numbers that the loss draws: a whole number from 0 to 2³² − 1.
   * @default 0
   */
  seed?: number;
}

/** The result of a gradient check. */
export interface GradientCheck {
  /** The value of the loss at the embedding. */
  loss: number;
  /** ‖gradient − differences‖ / ‖differences‖. */
  relativeError: number;
}

/** The step of the differences. Truncation and rounding are then about 1e−10 each. */
const STEP = 1e-5;

/**
 * Checks the gradient of a loss against central differences at a random embedding. Also checks that the loss adds to
 * the gradient rather than overwrites it, and that a second evaluation gives bitwise the same value. Evaluates the loss
 * twice for each of the n × components entries of the embedding.
 * @param loss - A custom loss, or a built-in one by name.
 * @param data - Rows and labels.
 * @param options - Triplets, columns of the embedding, tolerance and seed.
 * @returns The value of the loss, and the relative error of its gradient.
 * @throws {Error} If a check fails; the message gives the entry of the gradient with the largest error.
 * @throws {TypeError|RangeError} If data or options are invalid, or the loss itself fails.
 */
export function checkGradient(
  loss: LossOption,
  data: GradientData,
  options: CheckGradientOptions = {},
): GradientCheck {
  checkOptionNames(options, 'options', [
    'triplets',
    'components',
    'tolerance',
    'seed',
  ]);
  const { components = 2, tolerance = 1e-6, seed = 0 } = options;
  checkInteger(components, 'components', { min: 1 });
  checkNumber(tolerance, 'tolerance', { above: 0 });
  checkSeed(seed);
  const inputs = checkLabelledData(data?.X, data?.y);
  const counts = resolveTripletOptions(options.triplets);
  const resolved = resolveLoss(loss);
  const random = seededRandom(seed);
  const triplets = runSync(mineBatchTriplets(inputs, counts));
  const embedding: Embedding = {
    values: uniform(inputs.rows * components, random),
    rows: inputs.rows,
    columns: components,
  };
  try {
    const prepared = resolved.prepare(inputs, triplets, seededRandom(seed));
    // the guard around a custom loss passes it zeros: whether it adds to other gradients shows without the guard
    const bare = isCustomLoss(loss) ? loss : resolved;
    const unguarded = bare.prepare(inputs, triplets, seededRandom(seed));
    checkAdding(prepared, unguarded, resolved.name, embedding);
    return compare(prepared, resolved.name, embedding, tolerance);
  } catch (error) {
    throw error instanceof LossFailure ? error.at('iteration 0') : error;
  }
}

function checkAdding(
  loss: PreparedLoss,
  unguarded: PreparedLoss,
  name: string,
  embedding: Embedding,
): void {
  const { length } = embedding.values;
  const first = evaluate(loss, embedding, new Float64Array(length));
  const offset = evaluate(
    unguarded,
    embedding,
    new Float64Array(length).fill(1),
  );
  if (offset.value !== first.value) {
    throw new Error(
      `loss '${name}' must depend on the embedding only, got ${first.value} and then ${offset.value}`,
    );
  }
  const added = offset.gradient.map((entry) => entry - 1);
  if (distance(added, first.gradient) > 1e-9 * (1 + norm(first.gradient))) {
    throw new Error(
      `loss '${name}' must add to the gradient, but overwrites it`,
    );
  }
}

function compare(
  loss: PreparedLoss,
  name: string,
  embedding: Embedding,
  tolerance: number,
): GradientCheck {
  const { values } = embedding;
  const first = evaluate(loss, embedding, new Float64Array(values.length));
  const expected = values.map((_, at) => differenceAt(loss, embedding, at));
  const error = distance(first.gradient, expected);
  const relativeError = error / (norm(expected) || 1);
  if (relativeError <= tolerance) return { loss: first.value, relativeError };
  const errors = expected.map((entry, at) =>
    Math.abs(entry - first.gradient[at]),
  );
  const worst = errors.indexOf(errors.toSorted()[errors.length - 1]);
  const row = Math.floor(worst / embedding.columns);
  throw new Error(
    `the gradient of loss '${name}' must be the derivative of its value, got a relative error of ${relativeError.toExponential(1)}; ` +
      `the largest error is at row ${row}, column ${worst % embedding.columns}: ${first.gradient[worst]}, but ${expected[worst]} by central differences`,
  );
}

function evaluate(
  loss: PreparedLoss,
  embedding: Embedding,
  gradient: Float64Array,
): { value: number; gradient: Float64Array } {
  const value = runSync(loss.evaluate(embedding, gradient));
  return { value, gradient };
}

function differenceAt(
  loss: PreparedLoss,
  embedding: Embedding,
  at: number,
): number {
  const gradient = new Float64Array(embedding.values.length);
  const [above, below] = [STEP, -STEP].map((step) => {
    const values = embedding.values.slice();
    values[at] += step;
    return evaluate(loss, { ...embedding, values }, gradient).value;
  });
  return (above - below) / (2 * STEP);
}

function uniform(length: number, random: Random): Float64Array {
  return Float64Array.from({ length }, () => 2 * random() - 1);
}

function distance(a: Float64Array, b: Float64Array): number {
  return norm(a.map((entry, at) => entry - b[at]));
}

function norm(vector: Float64Array): number {
  return Math.sqrt(vector.reduce((sum, entry) => sum + entry * entry, 0));
}
