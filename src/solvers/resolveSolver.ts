import { checkNamedOption } from '../validation/namedOption.ts';
import { checkOptionNames } from '../validation/options.ts';

import type { Solver } from './Solver.ts';
import { lbfgs } from './lbfgs.ts';
import type { LBFGSOptions } from './lbfgsOptions.ts';
import { resolveLBFGSOptions } from './lbfgsOptions.ts';

/** A solver by name, or by name with its options. */
export type SolverOption = 'lbfgs' | ({ name: 'lbfgs' } & LBFGSOptions);

/**
 * Finds the solver that an option names.
 * @param option - A name, or an object with a `name` and the options of that solver.
 * @returns The solver.
 * @throws {TypeError|RangeError} An unknown name, or bad options of a known one.
 */
export function resolveSolver(option: SolverOption): Solver {
  const options = resolveLBFGSOptions(optionsOf(option));
  return {
    maxIterations: options.maxIterations,
    minimize: (f, start, spent) =>
      lbfgs(f, start, {
        ...options,
        maxIterations: options.maxIterations - spent,
      }),
  };
}

function optionsOf(option: SolverOption): LBFGSOptions {
  checkNamedOption(option, 'solver', ['lbfgs']);
  if (typeof option === 'string') return {};
  checkOptionNames(option, 'solver', [
    'name',
    'maxIterations',
    'tolerance',
    'memory',
  ]);
  return option;
}
