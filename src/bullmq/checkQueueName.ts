import { describe } from '../options/describe.ts';

/**
 * Checks the name of a queue.
 * @throws {TypeError|RangeError} If it is not a string, is empty, or contains a colon, which BullMQ uses to
 * separate parts of keys.
 */
export function checkQueueName(name: unknown): string {
  if (typeof name !== 'string') {
    throw new TypeError(`queue must be a string, got ${describe(name)}`);
  }
  if (name === '' || name.includes(':')) {
    throw new RangeError(
      `queue must be a string without colons, and not empty, got ${describe(name)}`,
    );
  }
  return name;
}
