import type { TaskFailure } from '../tasks/Executor.ts';

/**
 * Converts a reported error: to a `TypeError` or a `RangeError` if that is its name, otherwise to an
 * `Error` of its name.
 */
export function toError({
  name,
  message,
}: Readonly<TaskFailure['error']>): Error {
  if (name === 'TypeError') return new TypeError(message);
  if (name === 'RangeError') return new RangeError(message);
  const error = new Error(message);
  error.name = name;
  return error;
}
