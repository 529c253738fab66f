import { readFileSync } from 'node:fs';
import path from 'node:path';

import { Matrix } from 'ml-matrix';

/** One of the authors' splits of Australian credit, with their preparation. */
export interface AustralianRound {
  /** Training rows, 482 × 14. */
  X: number[][];
  y: number[];
  /** Test rows, 208 × 14, and their labels. */
  test: { X: number[][]; y: number[] };
  /** The authors' tuned parameters: the weight of pulling, the weight of their regularizer, and its target margin. */
  mu: number;
  lambda: number;
  tau: number;
}

interface Australian {
  X: number[][];
  y: number[];
  parOpt: Array<[mu: number, lambda: number, tau: number]>;
  train: number[][];
  test: number[][];
}

/**
 * Reads the 20 splits of the paper. The preparation is the authors': all rows together are centred, divided by the
 * population standard deviation, and scaled to unit length.
 * @param folder - The folder of reference numbers.
 */
export function readAustralian(folder: string): AustralianRound[] {
  const text = readFileSync(path.join(folder, 'australian.json'), 'utf8');
  const { X, y, parOpt, train, test } = JSON.parse(text) as Australian;
  const matrix = new Matrix(X);
  matrix.center('column');
  matrix.divRowVector(matrix.standardDeviation('column', { unbiased: false }));
  const rows = matrix
    .to2DArray()
    .map((row) => row.map((value) => value / Math.hypot(...row)));
  const pick = (indices: number[]) => ({
    X: indices.map((row) => rows[row]),
    y: indices.map((row) => y[row]),
  });
  return train.map((indices, round) => {
    const [mu, lambda, tau] = parOpt[round];
    return {
      ...pick(indices),
      test: pick(test[round]),
      mu,
      lambda,
      tau,
    };
  });
}
