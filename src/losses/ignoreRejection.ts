/** Lets go of a promise, if it is one. What it may still be rejected with would end the process if nobody took it. */
export function ignoreRejection(value: unknown): void {
  if (value instanceof Promise) void value.catch(() => undefined);
}
