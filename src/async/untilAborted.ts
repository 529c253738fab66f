/**
 * Waits for a promise, unless a signal aborts first.
 * @throws {unknown} The reason of the signal, or that of the promise.
 */
export async function untilAborted<Result>(
  promise: Result | Promise<Result>,
  signal: AbortSignal,
): Promise<Result> {
  // the promise is not awaited any more if the signal is first
  ignoreRejection(promise);
  signal.throwIfAborted();
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((resolve, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
  }
}

/** Discards a value. If it is a promise, a later rejection would end the process unless it is handled. */
export function ignoreRejection(value: unknown): void {
  if (value instanceof Promise) void value.catch(() => undefined);
}
