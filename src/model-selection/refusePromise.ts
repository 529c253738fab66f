import { ignoreRejection } from '../losses/ignoreRejection.ts';

/**
 * Refuses what should have been there at once. A promise that nobody waits for would pass for a classifier that is never right.
 * @param value - What a function returned.
 * @param name - What it is called, for the message.
 * @throws {TypeError} A promise.
 */
export function refusePromise(value: unknown, name: string): void {
  const { then } = (value ?? {}) as Partial<PromiseLike<unknown>>;
  if (typeof then !== 'function') return;
  ignoreRejection(value);
  throw new TypeError(
    `${name} must not be asynchronous, got a promise: its result would never be waited for`,
  );
}
