import type { Parameterization } from './Parameterization.ts';

/**
 * Every entry of L is a parameter: θ is L, row by row. M = LᵀL is positive semidefinite whatever θ is.
 * @param rows - Rows of L.
 * @param columns - Columns of L.
 * @returns The parameterization.
 */
export function full(rows: number, columns: number): Parameterization {
  return {
    length: rows * columns,
    parametersOf: (components) => components.slice(),
    toComponents: (parameters, components) => components.set(parameters),
    toGradient: (parameters, componentsGradient, gradient) =>
      gradient.set(componentsGradient),
  };
}
