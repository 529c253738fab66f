import { ignoreRejection } from '../../async/untilAborted.ts';
import { untilAborted } from '../../async/untilAborted.ts';

/**
 * Works on several items at once, and yields each result as it comes. When the caller stops iterating, the
 * rest is given up.
 * @param count - The number of items.
 * @param atOnce - The number of items to work on at once.
 * @param work - Works on an item; gives up when the signal aborts.
 * @param signal - Gives up everything when it aborts.
 * @yields Results, in any order.
 * @throws {unknown} The reason of the signal, once all work has been given up; whatever the work rejects with.
 */
export async function* asTheyCome<Result>(
  count: number,
  atOnce: number,
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
    // it may fail while whoever asked is busy with what came before
    ignoreRejection(working);
    running.set(index, working);
  };
  try {
    for (let lane = 0; lane < atOnce; lane++) start();
    while (running.size > 0) {
      // eslint-disable-next-line no-await-in-loop -- as they come
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
