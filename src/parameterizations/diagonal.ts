import type { Dense } from '../data/Dense.ts';

import type {
  DiagonalParameterization,
  ParameterizationContext,
} from './Parameterization.ts';

/**
 * Relative to the mean weight θ²: the least initial weight. F is even in each θ, so a column that starts at 0 stays
 * there.
 */
const LEAST_START = 1e-3;

/**
 * One weight per column: L = diag(θ), M = diag(θ²). It starts with the diagonal of the metric of the start, but no
 * weight at 0.
 * @throws {RangeError} If `components` is not the number of columns.
 */
export function diagonal(
  context: ParameterizationContext,
): DiagonalParameterization {
  const { components } = context;
  const { columns } = context.inputs;
  if (components !== undefined && components !== columns) {
    throw new RangeError(
      `components must be ${columns} (the number of columns of X) with parameterization 'diagonal', got ${components}`,
    );
  }
  return {
    rows: columns,
    isDiagonal: true,
    isNonNegative: false,
    parametersOf: startingLengths,
    addPenalty: () => 0,
    componentsOf: (parameters) => {
      const values = new Float64Array(columns * columns);
      for (let k = 0; k < columns; k++) {
        values[k * columns + k] = parameters[k];
      }
      return { values, rows: columns, columns };
    },
  };
}

// √ of the diagonal of LᵀL
function startingLengths({ values, columns }: Dense): Float64Array {
  const weights = new Float64Array(columns);
  for (const [at, value] of values.entries()) {
    weights[at % columns] += value * value;
  }
  const least = LEAST_START * (weights.reduce((a, b) => a + b) / columns);
  return weights.map((weight) => Math.sqrt(Math.max(weight, least)));
}
