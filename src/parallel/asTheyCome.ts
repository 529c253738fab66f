import { untilAborted } from '../estimators/untilAborted.ts';
import { ignoreRejection } from '../losses/ignoreRejection.ts';

/**
 * Works on a list, on several at once, and gives what comes out of each as it comes. Who stops asking gives up the rest.
 * @param count - How many there are.
 * @param atOnce - How many at once.
 * @param work - Works on one; gives up when the signal aborts.
 * @param signal - Gives up when it aborts.
 * @yields What comes out, in any order.
 * @throws {unknown} The signal's reason, once all work has been given up; what the work rejects with.
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
