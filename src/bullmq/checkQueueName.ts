import { describe } from '../validation/describe.ts';

/**
 * Checks the name of a queue.
 * @param name - What the user gave.
 * @returns The name.
 * @throws {TypeError|RangeError} No text, an empty one, or one with a colon, by which BullMQ parts keys.
 */
export function checkQueueName(name: unknown): string {
  if (typeof name !== 'string') {
    throw new TypeError(`queue must be a text, got ${describe(name)}`);
  }
  if (name === '' || name.includes(':')) {
    throw new RangeError(
      `queue must be a text without colons, got ${describe(name)}`,
    );
  }
  return name;
}
