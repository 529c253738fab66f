import { integer, number, readOptions } from '../validation/readOptions.ts';

/** How L-BFGS runs and stops. */
export interface LBFGSOptions {
  /**
   * Iterations at most. 0 evaluates the start and returns it.
   * @default 1000
   */
  maxIterations?: number;
  /**
   * It stops when the objective fell by less than this part of itself, on average over the last five iterations; or
   * when the gradient is so small that a step as long as x itself could not gain it.
   * @default 3e-7; 1e-3 for compositional metrics
   */
  tolerance?: number;
  /**
   * How many steps it remembers.
   * @default 10
   */
  memory?: number;
}

/**
 * On the 20 splits of Australian credit every fit then ends below the objective of the authors' solver, after 79
 * iterations on average (132 with 1e−7, for the fourth digit); with 1e−6, two of them end above it.
 */
const TOLERANCE = 3e-7;

/**
 * Fills in the defaults.
 * @param usual - The tolerance, if the user gave none.
 * @throws {TypeError|RangeError} Unknown names, numbers out of range.
 */
export function resolveLBFGSOptions(
  options: LBFGSOptions,
  usual = TOLERANCE,
): Required<LBFGSOptions> {
  const readers = {
    maxIterations: integer({ min: 0 }, 1000),
    tolerance: number({ min: 0 }, usual),
    memory: integer({ min: 1, max: 100 }, 10),
  };
  return readOptions(options, 'solver', readers, ['name']);
}
