import type { AsyncOptions } from '../async/Pacer.ts';
import { Pacer } from '../async/Pacer.ts';

import type { RowWork } from './radius/QueryScan.ts';

/** The progress of work on rows. */
export interface RowProgress {
  /** The number of rows done. */
  done: number;
  /** The number of all rows. */
  rows: number;
  /** Milliseconds since the work began. */
  elapsed: number;
  /** The fraction of rows done, from 0 to 1. It never falls, and is 1 in the last report only. */
  fraction: number;
}

/**
 * Runs work on rows in slices of a few milliseconds.
 * @throws {unknown} Whatever the work throws; the reason of the signal; whatever `onProgress` throws or rejects with.
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
