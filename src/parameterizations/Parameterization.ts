import type { Part, Work } from '../async/work.ts';
import type { Dense } from '../data/Dense.ts';
import type { LabelledData } from '../data/LabelledData.ts';
import type { Random } from '../data/random.ts';

/** How a vector of parameters θ determines the map L (row-major). Long computations are work in chunks. */
export type Parameterization = DenseParameterization | DiagonalParameterization;

/** L is a matrix that is formed. */
export interface DenseParameterization extends AnyParameterization {
  isDiagonal?: false;
  /**
   * The parts that compute the map.
   * @param parameters - θ.
   * @param components - L, `rows` × d, overwritten.
   */
  toComponents: (parameters: Float64Array, components: Float64Array) => Part[];
  /**
   * The parts that propagate a gradient back through the map that was computed last, from the same parameters.
   * @param parameters - θ.
   * @param componentsGradient - ∂F/∂L, `rows` × d.
   * @param gradient - ∂F/∂θ, overwritten.
   */
  toGradient: (
    parameters: Float64Array,
    componentsGradient: Float64Array,
    gradient: Float64Array,
  ) => Part[];
}

/** θ is the diagonal of L, which is not formed. */
export interface DiagonalParameterization extends AnyParameterization {
  isDiagonal: true;
}

interface AnyParameterization {
  /** Rows of L during learning. */
  rows: number;
  /** Whether parameters must not be negative. */
  isNonNegative: boolean;
  /**
   * Finds parameters whose metric approximates a given one.
   * @param start - L to start from.
   * @returns θ.
   */
  parametersOf: (start: Dense) => Float64Array | Work<Float64Array>;
  /**
   * Returns the cost of the parameters, and adds its gradient.
   * @param parameters - θ.
   * @param gradient - ∂F/∂θ, added to.
   */
  addPenalty: (parameters: Float64Array, gradient: Float64Array) => number;
  /**
   * Computes the map that a fit returns.
   * @param parameters - θ.
   * @returns L, with the rows that it needs.
   */
  componentsOf: (parameters: Float64Array) => Dense | Work<Dense>;
}

/** The data that a parameterization is created for. */
export interface ParameterizationContext {
  /** n × d, standardized, with classes. */
  inputs: LabelledData;
  /** L to start from. */
  start: Dense;
  /** The option `components`. */
  components: number | undefined;
  /** The only source of randomness it may use. */
  random: Random;
}

/** Creates a parameterization, once the data are known. */
export interface ParameterizationFactory {
  name: string;
  /** The default tolerance of L-BFGS, if it differs from the usual one; see `LBFGSOptions`. */
  tolerance?: number;
  /** The cost of the sum of its parameters; `undefined`: none. */
  sparsity?: number;
  /** The given directions, K × d; `undefined`: none, or directions to be found. */
  bases?: Dense;
  /** Creates the parameterization, or returns the work that leads to it. */
  create: (
    context: ParameterizationContext,
  ) => Parameterization | Work<Parameterization>;
}
