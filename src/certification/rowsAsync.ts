import type { AsyncOptions } from '../estimators/Pacer.ts';
import { Pacer } from '../estimators/Pacer.ts';

import type { RowWork } from './certifiedRadii.ts';

/** Where work on rows is. */
export interface RowProgress {
  /** How many rows are done. */
  done: number;
  /** How many there are. */
  rows: number;
  /** Milliseconds since the work began. */
  elapsed: number;
  /** How much of the work is done, from 0 to 1; never falls, and is 1 in the last report only. */
  fraction: number;
}

/**
 * Work on rows in turns of a few milliseconds.
 * @param start - Begins the work.
 * @param rows - How many rows there are.
 * @param watch - Signal and progress.
 * @returns What the work returns.
 * @throws {unknown} As the work; the signal's reason; what `onProgress` throws or rejects with.
 */
export async function rowsAsync<Result>(
  start: () => RowWork<Result>,
  rows: number,
  { signal, onProgress }: AsyncOptions<RowProgress>,
): Promise<Result> {
  const pacer = new Pacer(signal);
  const report = (done: number) =>
    onProgress?.({ done, rows, elapsed: pacer.elapsed, fraction: done / rows });
  try {
    await pacer.pause();
    const result = await pacer.finish(start(), (done) =>
      // the last report comes when nothing is left to do
      done < rows ? report(done) : undefined,
    );
    signal?.throwIfAborted();
    await pacer.waitFor(report(rows));
    return result;
  } finally {
    pacer.close();
  }
}
