import { ignoreRejection } from '../../async/untilAborted.ts';

/**
 * Refuses a promise: a promise that is not awaited would pass for a classifier that is never right.
 * @param name - The name of the function that returned the value.
 * @throws {TypeError} If the value is a promise.
 */
export function refusePromise(value: unknown, name: string): void {
  const { then } = (value ?? {}) as Partial<PromiseLike<unknown>>;
  if (typeof then !== 'function') return;
  ignoreRejection(value);
  throw new TypeError(
    `${name} must not be asynchronous, got a promise, which would not be awaited`,
  );
}
