import { checkNamedOption, checkOptionNames } from '../options/checks.ts';

import type { ParameterizationFactory } from './Parameterization.ts';
import type { CompositionalOptions } from './compositional.ts';
import { compositional } from './compositional.ts';
import { diagonal } from './diagonal.ts';
import { full } from './full.ts';

/** A parameterization by name, or by name with its options. */
export type ParameterizationOption =
  | 'full'
  | 'diagonal'
  | 'compositional'
  | { name: 'full' | 'diagonal' }
  | ({ name: 'compositional' } & CompositionalOptions);

/**
 * Finds the parameterization that an option names.
 * @throws {TypeError|RangeError} An unknown name, or invalid options of a known one.
 */
export function resolveParameterization(
  option: ParameterizationOption,
): ParameterizationFactory {
  const name = checkNamedOption(option, 'parameterization', [
    'full',
    'diagonal',
    'compositional',
  ]);
  const options = typeof option === 'string' ? { name } : option;
  if (name === 'compositional') {
    return compositional(options as CompositionalOptions);
  }
  checkOptionNames(options, 'parameterization', ['name']);
  return { name, create: name === 'diagonal' ? diagonal : full };
}
