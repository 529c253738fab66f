import { checkNamedOption } from '../options/checks.ts';

import type { AdamOptions } from './adamOptions.ts';
import { resolveAdamOptions } from './adamOptions.ts';
import type { LBFGSOptions } from './lbfgsOptions.ts';
import { resolveLBFGSOptions } from './lbfgsOptions.ts';

/** A solver by name, or by name with its options. */
export type SolverOption =
  | 'lbfgs'
  | 'adam'
  | ({ name: 'lbfgs' } & LBFGSOptions)
  | ({ name: 'adam' } & AdamOptions);

/** Which solver, with all of its options. */
export type SolverSettings =
  | ({ name: 'lbfgs' } & Required<LBFGSOptions>)
  | ({ name: 'adam' } & Required<AdamOptions>);

/**
 * Finds the solver that an option names, with all of its options.
 * @param tolerance - The default tolerance of L-BFGS, if it is not the usual one.
 * @throws {TypeError|RangeError} An unknown name, or bad options of a known one.
 */
export function resolveSolver(
  option: SolverOption,
  tolerance?: number,
): SolverSettings {
  const name = checkNamedOption(option, 'solver', ['lbfgs', 'adam']);
  const options = typeof option === 'string' ? { name } : option;
  return name === 'adam'
    ? { name, ...resolveAdamOptions(options as AdamOptions) }
    : { name, ...resolveLBFGSOptions(options as LBFGSOptions, tolerance) };
}
