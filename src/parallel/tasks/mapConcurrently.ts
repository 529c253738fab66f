import { ignoreRejection, untilAborted } from '../../async/untilAborted.ts';

/**
 * Works on several items at once, and yields results in the order in which they arrive. When the caller stops iterating,
 * the remaining work is aborted.
 * @param count - The number of items.
 * @param concurrency - The number of items to work on at once.
 * @param work - Works on an item, and rejects when the signal aborts.
 * @param signal - Aborts all work.
 * @yields Results, in any order.
 * @throws {unknown} The reason of the signal, once all work has settled; whatever the work rejects with.
 */
export async function* mapConcurrently<Result>(
  count: number,
  concurrency: number,
  work: (index: number, signal: AbortSignal) => Promise<Result>,
  signal?: AbortSignal,
): AsyncGenerator<Result> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const stop = () => controller.abort(signal?.reason);
  signal?.addEventListener('abort', stop);
  const running = new Map<number, Promise<{ index: number; result: Result }>>();
  let next = 0;
  const start = () => {
    if (next === count) return;
    const index = next++;
    const working = work(index, controller.signal).then((result) => ({
      index,
      result,
    }));
    // it may reject while the caller handles an earlier result
    ignoreRejection(working);
    running.set(index, working);
  };
  try {
    for (let lane = 0; lane < concurrency; lane++) start();
    while (running.size > 0) {
      // eslint-disable-next-line no-await-in-loop -- in the order of arrival
      const { index, result } = await untilAborted(
        Promise.race(running.values()),
        controller.signal,
      );
      running.delete(index);
      start();
      yield result;
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    controller.abort();
    await Promise.allSettled(running.values());
  }
}
