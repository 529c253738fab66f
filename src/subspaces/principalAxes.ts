import { addTransposeProduct } from '../kernels/addTransposeProduct.ts';
import { multiplyByTranspose } from '../kernels/multiply.ts';
import type { Dense } from '../validation/dense.ts';

import { eigenvectors } from './eigenvectors.ts';

/** Of the largest: a variance below it is rounding. */
const NEGLIGIBLE = 1e-12;

/**
 * The directions along which rows vary most: orthogonal, of unit length. O(n d²) for tall data; for wide data, with fewer
 * rows than columns, from the n × n products of rows, O(n² d).
 * @param data - n × d.
 * @param count - How many.
 * @returns count × d, by falling variance; rows of zeros where the data vary along fewer directions.
 */
export function principalAxes(data: Dense, count: number): Dense {
  const { rows, columns } = data;
  const centered = center(data);
  const axes = rows < columns ? wideAxes(centered) : tallAxes(centered);
  const values = new Float64Array(count * columns);
  for (const [row, axis] of axes.slice(0, count).entries()) {
    values.set(axis, row * columns);
  }
  return { values, rows: count, columns };
}

function tallAxes({ values, rows, columns }: Dense): number[][] {
  const scatter = new Float64Array(columns * columns);
  addTransposeProduct(values, values, scatter, rows, columns, columns);
  return eigenvectors(scatter, columns).vectors;
}

// X Xᵀ u = λ u, so Xᵀ u / √λ is an axis
function wideAxes({ values, rows, columns }: Dense): number[][] {
  const products = new Float64Array(rows * rows);
  multiplyByTranspose(values, values, products, rows, rows, columns);
  const { values: squares, vectors } = eigenvectors(products, rows);
  const varying = vectors.filter(
    (_, at) => squares[at] > NEGLIGIBLE * squares[0],
  );
  const combined = new Float64Array(varying.length * columns);
  const weights = Float64Array.from(
    { length: rows * varying.length },
    (_, at) =>
      varying[at % varying.length][Math.floor(at / varying.length)] /
      Math.sqrt(squares[at % varying.length]),
  );
  addTransposeProduct(weights, values, combined, rows, varying.length, columns);
  return varying.map((_, at) =>
    Array.from(combined.subarray(at * columns, (at + 1) * columns)),
  );
}

function center({ values, rows, columns }: Dense): Dense {
  const mean = new Float64Array(columns);
  for (const [at, value] of values.entries()) mean[at % columns] += value;
  return {
    values: values.map((value, at) => value - mean[at % columns] / rows),
    rows,
    columns,
  };
}
