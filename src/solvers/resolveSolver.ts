import { describe } from '../validation/describe.ts';
import { checkChoice, checkOptionNames } from '../validation/options.ts';

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
    name: 'lbfgs',
    maxIterations: options.maxIterations,
    minimize: (f, start, spent) =>
      lbfgs(f, start, {
        ...options,
        maxIterations: options.maxIterations - spent,
      }),
  };
}

function optionsOf(option: SolverOption): LBFGSOptions {
  if (typeof option === 'string') {
    checkChoice(option, 'solver', ['lbfgs']);
    return {};
  }
  if (typeof option !== 'object' || option === null) {
    throw new TypeError(
      `solver must be a name or an object with a name, got ${describe(option)}`,
    );
  }
  checkChoice(option.name, 'solver.name', ['lbfgs']);
  checkOptionNames(option, 'solver', [
    'name',
    'maxIterations',
    'tolerance',
    'memory',
  ]);
  return option;
}
