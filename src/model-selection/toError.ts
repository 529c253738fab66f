import type { TaskFailure } from './Executor.ts';

/**
 * Makes an error of what a task reported, wherever it was done.
 * @param error - What was reported.
 * @returns The same kind of error, where it is one of those that bad input gets.
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
