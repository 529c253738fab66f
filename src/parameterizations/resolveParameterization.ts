import { checkChoice } from '../validation/options.ts';

import type { Parameterization } from './Parameterization.ts';
import { full } from './full.ts';

/** A parameterization by name. */
export type ParameterizationOption = 'full';

/** Makes a parameterization for an L of some size. */
export type ParameterizationFactory = (
  rows: number,
  columns: number,
) => Parameterization;

/**
 * Finds the parameterization that an option names.
 * @param option - A name.
 * @returns What makes it, once the size of L is known.
 * @throws {TypeError|RangeError} An unknown name.
 */
export function resolveParameterization(
  option: ParameterizationOption,
): ParameterizationFactory {
  checkChoice(option, 'parameterization', ['full']);
  return full;
}
