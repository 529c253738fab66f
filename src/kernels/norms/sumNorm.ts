import type { PairNorm } from './PairNorm.ts';

/** The sum of the absolute values of the entries, the dual of the maximum norm. */
export const sumNorm: PairNorm = {
  measure: measureSums,
  addGradients: addSumGradients,
};

function measureSums(
  values: Float64Array,
  columns: number,
  first: Int32Array,
  second: Int32Array,
  squares: Float64Array,
  from = 0,
  to = first.length,
): void {
  for (let pair = from; pair < to; pair++) {
    const a = first[pair] * columns;
    const b = second[pair] * columns;
    const sum = sumOfMagnitudes(values, a, b, columns);
    squares[pair] = sum * sum;
  }
}

function addSumGradients(
  values: Float64Array,
  columns: number,
  first: Int32Array,
  second: Int32Array,
  weights: Float64Array,
  gradient: Float64Array,
  from = 0,
  to = first.length,
): void {
  for (let pair = from; pair < to; pair++) {
    const weight = 2 * weights[pair];
    if (weight === 0) continue;
    const a = first[pair] * columns;
    const b = second[pair] * columns;
    const slope = weight * sumOfMagnitudes(values, a, b, columns);
    for (let k = 0; k < columns; k++) {
      const change = slope * Math.sign(values[a + k] - values[b + k]);
      gradient[a + k] += change;
      gradient[b + k] -= change;
    }
  }
}

function sumOfMagnitudes(
  values: Float64Array,
  a: number,
  b: number,
  columns: number,
): number {
  let sum = 0;
  for (let k = 0; k < columns; k++) {
    sum += Math.abs(values[a + k] - values[b + k]);
  }
  return sum;
}
