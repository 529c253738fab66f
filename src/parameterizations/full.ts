import type {
  Parameterization,
  ParameterizationContext,
} from './Parameterization.ts';

/** Every entry of L is a parameter: θ is L, row by row. M = LᵀL is positive semidefinite for every θ. */
export function full(context: ParameterizationContext): Parameterization {
  const { rows, columns } = context.start;
  return {
    rows,
    isNonNegative: false,
    parametersOf: (start) => start.values.slice(),
    toComponents: (parameters, components) => [
      () => components.set(parameters),
    ],
    toGradient: (parameters, componentsGradient, gradient) => [
      () => gradient.set(componentsGradient),
    ],
    addPenalty: () => 0,
    componentsOf: (parameters) => ({
      values: parameters.slice(),
      rows,
      columns,
    }),
  };
}
