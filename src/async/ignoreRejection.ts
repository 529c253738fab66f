/** Drops a value. If it is a promise, a later rejection would end the process unless it is handled. */
export function ignoreRejection(value: unknown): void {
  if (value instanceof Promise) void value.catch(() => undefined);
}
