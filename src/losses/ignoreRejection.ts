/**
 * Lets go of something that should not have been a promise. What it may still be rejected with is nobody's any more, and
 * would end the process if nobody took it.
 * @param value - Anything.
 */
export function ignoreRejection(value: unknown): void {
  if (value instanceof Promise) void value.catch(() => undefined);
}
