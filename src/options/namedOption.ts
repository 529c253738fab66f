import { checkChoice } from './checks.ts';
import { describe } from './describe.ts';

/**
 * Reads an option that is a name, or an object with a name and further options, and returns the name.
 * @throws {TypeError|RangeError} Another kind of value, or an unknown name.
 */
export function checkNamedOption<Name extends string>(
  option: Name | { name: Name },
  what: string,
  names: readonly Name[],
): Name {
  if (typeof option === 'string') return checkChoice(option, what, names);
  if (typeof option === 'object' && option !== null) {
    return checkChoice(option.name, `${what}.name`, names);
  }
  throw new TypeError(
    `${what} must be a name or an object with a name, got ${describe(option)}`,
  );
}
