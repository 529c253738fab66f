/** How a vector of parameters θ makes the map L (r × d, row-major). */
export interface Parameterization {
  /** How many parameters. */
  length: number;
  /**
   * Finds the parameters of a map.
   * @param components - L, r × d.
   * @returns θ.
   */
  parametersOf: (components: Float64Array) => Float64Array;
  /**
   * Makes the map.
   * @param parameters - θ.
   * @param components - L, r × d, overwritten.
   */
  toComponents: (parameters: Float64Array, components: Float64Array) => void;
  /**
   * Carries a gradient back through `toComponents`.
   * @param parameters - θ.
   * @param componentsGradient - ∂F/∂L, r × d.
   * @param gradient - ∂F/∂θ, overwritten.
   */
  toGradient: (
    parameters: Float64Array,
    componentsGradient: Float64Array,
    gradient: Float64Array,
  ) => void;
}
