/**
 * The norm of the difference of two rows. O(columns).
 * @param values - rows × columns, row-major.
 * @param a - Where one row begins.
 * @param b - Where the other one begins.
 */
export type DifferenceNorm = (
  values: Float64Array,
  columns: number,
  a: number,
  b: number,
) => number;

/**
 * The norm of a vector: the sum of absolute values, the Euclidean length, or the largest absolute value.
 * @param norm - 1, 2 or Infinity.
 */
export function normOf(norm: number, vector: Float64Array): number {
  let sum = 0;
  if (norm === 2) {
    for (const value of vector) sum += value * value;
    return Math.sqrt(sum);
  }
  let largest = 0;
  for (const value of vector) {
    sum += Math.abs(value);
    largest = Math.max(largest, Math.abs(value));
  }
  return norm === 1 ? sum : largest;
}

/** The norm q with 1/p + 1/q = 1, of which p is given. */
export function dualOf(norm: number): number {
  if (norm === 2) return 2;
  return norm === 1 ? Infinity : 1;
}

/**
 * The dual norm (Hölder's inequality) of the difference of two rows: the plane on which the two are equally near, whose
 * normal is their difference, is at the distance D / (2 ‖difference‖).
 * @param norm - The norm of perturbations: 1, 2 or Infinity.
 */
export function dualNormOfDifference(norm: number): DifferenceNorm {
  if (norm === 1) return largestDifference;
  return norm === Infinity ? sumOfDifferences : euclideanDifference;
}

/**
 * The same where the perturbation may not change all columns in both directions: the norm of what is left of the difference.
 * @param mayRise - 1 for columns in which a positive difference counts.
 * @param mayFall - 1 for columns in which a negative difference counts.
 */
export function restrictedDualNorm(
  norm: number,
  mayRise: Uint8Array,
  mayFall: Uint8Array,
): DifferenceNorm {
  const left = new Float64Array(mayRise.length);
  const dual = dualOf(norm);
  return (values, columns, a, b) => {
    for (let k = 0; k < columns; k++) {
      const difference = values[a + k] - values[b + k];
      const isFree = difference > 0 ? mayRise[k] : mayFall[k];
      left[k] = isFree ? difference : 0;
    }
    return normOf(dual, left);
  };
}

// even columns are summed, then odd ones, then both
function euclideanDifference(
  values: Float64Array,
  columns: number,
  a: number,
  b: number,
): number {
  let evenSum = 0;
  let oddSum = 0;
  let k = 1;
  for (; k < columns; k += 2) {
    const x = values[a + k - 1] - values[b + k - 1];
    const y = values[a + k] - values[b + k];
    evenSum += x * x;
    oddSum += y * y;
  }
  if (k === columns) {
    const x = values[a + k - 1] - values[b + k - 1];
    evenSum += x * x;
  }
  return Math.sqrt(evenSum + oddSum);
}

function sumOfDifferences(
  values: Float64Array,
  columns: number,
  a: number,
  b: number,
): number {
  let sum = 0;
  for (let k = 0; k < columns; k++) {
    sum += Math.abs(values[a + k] - values[b + k]);
  }
  return sum;
}

function largestDifference(
  values: Float64Array,
  columns: number,
  a: number,
  b: number,
): number {
  let largest = 0;
  for (let k = 0; k < columns; k++) {
    largest = Math.max(largest, Math.abs(values[a + k] - values[b + k]));
  }
  return largest;
}
