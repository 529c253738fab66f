import type { Embedding, PreparedLoss } from '../losses/Loss.ts';
import { LossFailure } from '../losses/LossFailure.ts';
import type { LossOption } from '../losses/resolveLoss.ts';
import { isOwnLoss, resolveLoss } from '../losses/resolveLoss.ts';
import { mineBatchTriplets } from '../neighbors/mineTriplets.ts';
import type { TripletOptions } from '../neighbors/tripletOptions.ts';
import { resolveTripletOptions } from '../neighbors/tripletOptions.ts';
import type { Random } from '../random.ts';
import { seededRandom } from '../random.ts';
import type { Rows } from '../validation/dense.ts';
import { checkLabelledData } from '../validation/labelledData.ts';
import type { Labels } from '../validation/labels.ts';
import {
  checkInteger,
  checkNumber,
  checkOptionNames,
} from '../validation/options.ts';
import { finish } from '../work.ts';

/** Rows and labels to try a loss on. A dozen rows are enough: it is evaluated twice for each number of the embedding. */
export interface GradientData {
  /** n × d, taken as they are. */
  X: Rows;
  /** n labels of at least two classes. */
  y: Labels;
}

/** How a gradient is checked. */
export interface CheckGradientOptions {
  /** How triplets are mined. */
  triplets?: TripletOptions;
  /**
   * Columns of the embedding.
   * @default 2
   */
  components?: number;
  /**
   * How far the gradients may be apart, as a part of their length. Central differences are good to about 1e−8 where the
   * loss is smooth.
   * @default 1e-6
   */
  tolerance?: number;
  /**
   * Where the embedding, and what the loss draws, come from.
   * @default 0
   */
  seed?: number;
}

/** What a check has found. */
export interface GradientCheck {
  /** The loss at the embedding. */
  loss: number;
  /** ‖gradient − differences‖ / ‖differences‖. */
  relativeError: number;
}

/** The step of the differences. Truncation and rounding are then about 1e−10 each. */
const STEP = 1e-5;

/**
 * Checks the gradient of a loss against central differences at a random embedding; also that it adds to the gradient
 * rather than overwrites it, and that a second evaluation gives the same bits.
 * @param loss - A loss of your own, or one by name.
 * @param data - Rows and labels.
 * @param options - How to check.
 * @returns What was found, if all is well.
 * @throws {Error} It is not; the message says which entry is farthest off.
 * @throws {TypeError|RangeError} Bad data or options; a loss that fails.
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
  checkInteger(seed, 'seed', { min: 0, max: 2 ** 32 - 1 });
  const inputs = checkLabelledData(data?.X, data?.y);
  const counts = resolveTripletOptions(options.triplets);
  const resolved = resolveLoss(loss);
  const random = seededRandom(seed);
  const triplets = finish(mineBatchTriplets(inputs, counts));
  const embedding: Embedding = {
    values: uniform(inputs.rows * components, random),
    rows: inputs.rows,
    columns: components,
  };
  try {
    const prepared = resolved.prepare(inputs, triplets, seededRandom(seed));
    // the guard around a loss of one's own hands it zeros to add to; what it does with others only the loss itself tells
    const bare = isOwnLoss(loss) ? loss : resolved;
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
      `loss '${name}' must depend on the embedding only, got ${first.value}, then ${offset.value}`,
    );
  }
  const added = offset.gradient.map((entry) => entry - 1);
  if (distance(added, first.gradient) > 1e-9 * (1 + size(first.gradient))) {
    throw new Error(
      `loss '${name}' must add to its gradient, but overwrites what is there`,
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
  const length = size(expected);
  const apart = distance(first.gradient, expected);
  const relativeError = apart / (length || 1);
  if (relativeError <= tolerance) return { loss: first.value, relativeError };
  const errors = expected.map((entry, at) =>
    Math.abs(entry - first.gradient[at]),
  );
  const worst = errors.indexOf(errors.toSorted()[errors.length - 1]);
  const row = Math.floor(worst / embedding.columns);
  throw new Error(
    `the gradient of loss '${name}' must be that of its value, but differs by ${relativeError.toExponential(1)} of its length; ` +
      `most at row ${row}, column ${worst % embedding.columns}: ${first.gradient[worst]}, by differences ${expected[worst]}`,
  );
}

function evaluate(
  loss: PreparedLoss,
  embedding: Embedding,
  gradient: Float64Array,
): { value: number; gradient: Float64Array } {
  const value = finish(loss.evaluate(embedding, gradient));
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
  return size(a.map((entry, at) => entry - b[at]));
}

function size(vector: Float64Array): number {
  return Math.sqrt(vector.reduce((sum, entry) => sum + entry * entry, 0));
}
