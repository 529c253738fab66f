import type { Random } from '../random.ts';
import type { Dense } from '../validation/dense.ts';
import type { LabelledData } from '../validation/labelledData.ts';
import type { Work } from '../work.ts';

/** How a vector of parameters θ makes the map L (row-major). What takes long is work in pieces. */
export interface Parameterization {
  /** Rows of L while it is learned. */
  rows: number;
  /** Whether no parameter may be negative. */
  isNonNegative: boolean;
  /**
   * Finds parameters whose metric is like a given one.
   * @param start - L to begin with.
   * @returns θ.
   */
  parametersOf: (start: Dense) => Float64Array | Work<Float64Array>;
  /**
   * Makes the map.
   * @param parameters - θ.
   * @param components - L, `rows` × d, overwritten.
   */
  toComponents: (
    parameters: Float64Array,
    components: Float64Array,
  ) => void | Work<void>;
  /**
   * Carries a gradient back through the last call of `toComponents`, which had the same parameters.
   * @param parameters - θ.
   * @param componentsGradient - ∂F/∂L, `rows` × d.
   * @param gradient - ∂F/∂θ, overwritten.
   */
  toGradient: (
    parameters: Float64Array,
    componentsGradient: Float64Array,
    gradient: Float64Array,
  ) => void | Work<void>;
  /**
   * What the parameters themselves cost.
   * @param parameters - θ.
   * @param gradient - ∂F/∂θ, added to.
   */
  addPenalty: (parameters: Float64Array, gradient: Float64Array) => number;
  /**
   * The map that is the result.
   * @param parameters - θ.
   * @returns L, with the rows that it needs.
   */
  componentsOf: (parameters: Float64Array) => Dense | Work<Dense>;
}

/** What a parameterization is made for. */
export interface ParameterizationContext {
  /** n × d, standardized, with classes. */
  inputs: LabelledData;
  /** L to begin with. */
  start: Dense;
  /** Rows of L that the user asked for. */
  components: number | undefined;
  /** The only source of chance it may use. */
  random: Random;
}

/** Makes a parameterization, once the data are known. */
export interface ParameterizationFactory {
  name: string;
  /** When L-BFGS is to stop, where the user does not say and the usual is not it; see `LBFGSOptions`. */
  tolerance?: number;
  /** What the sum of its parameters costs; `undefined`: nothing. */
  sparsity?: number;
  /** The directions that the user gave, K × d; `undefined`: none, or directions to be found. */
  bases?: Dense;
  /**
   * Makes it.
   * @returns The parameterization, or the work that leads to it.
   */
  create: (
    context: ParameterizationContext,
  ) => Parameterization | Work<Parameterization>;
}
