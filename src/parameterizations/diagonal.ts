import type { Dense } from '../validation/dense.ts';

import type {
  Parameterization,
  ParameterizationContext,
} from './Parameterization.ts';

/**
 * A weight a column: L = diag(θ), M = diag(θ²). It starts with the diagonal of the start's metric.
 * @param context - The size of L.
 * @returns The parameterization.
 * @throws {RangeError} Fewer components than columns.
 */
export function diagonal(context: ParameterizationContext): Parameterization {
  const { components } = context;
  const { columns } = context.inputs;
  if (components !== undefined && components !== columns) {
    throw new RangeError(
      `components must be ${columns} (the columns of X) with parameterization 'diagonal', got ${components}`,
    );
  }
  const toComponents = (parameters: Float64Array, values: Float64Array) => {
    values.fill(0);
    for (let k = 0; k < columns; k++) values[k * columns + k] = parameters[k];
  };
  return {
    rows: columns,
    isNonNegative: false,
    parametersOf: columnLengths,
    toComponents,
    toGradient: (parameters, componentsGradient, gradient) => {
      for (let k = 0; k < columns; k++) {
        gradient[k] = componentsGradient[k * columns + k];
      }
    },
    addPenalty: () => 0,
    componentsOf: (parameters) => {
      const values = new Float64Array(columns * columns);
      toComponents(parameters, values);
      return { values, rows: columns, columns };
    },
  };
}

// √ of the diagonal of LᵀL
function columnLengths({ values, columns }: Dense): Float64Array {
  const squares = new Float64Array(columns);
  for (const [at, value] of values.entries()) {
    squares[at % columns] += value * value;
  }
  return squares.map(Math.sqrt);
}
