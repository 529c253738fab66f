import type { FitReport } from 'ml-metric-learning';
import { MetricKNN } from 'ml-metric-learning';

import type { Table } from './Table.ts';

/** Milliseconds between two pictures; an eye follows ten of them a second well. */
const FRAME = 100;
/** Milliseconds that a fit is held back at most in all, for an eye to follow. */
const PATIENCE = 3000;
/** Pictures take this part of the time at most. */
const SHARE = 0.2;

/** How a fit is watched. */
export interface Watch {
  signal: AbortSignal;
  /** Whether to go slowly enough for an eye. */
  isSlow: boolean;
  /** Called after each iteration. */
  onProgress: (report: FitReport) => void;
  /** Called with a map to be drawn, now and then. */
  onFrame: (components: number[][]) => void;
}

/**
 * Trains a classifier, and shows the map on its way. To wait changes no bit of it.
 * @param table - Rows with classes.
 * @param options - What the library is told.
 * @param watch - Who looks on.
 * @returns The classifier.
 */
export async function fitWatched(
  table: Table,
  options: ConstructorParameters<typeof MetricKNN>[0],
  watch: Watch,
): Promise<MetricKNN> {
  const { signal, isSlow, onProgress, onFrame } = watch;
  let drawnAt = -Infinity;
  let cost = 0;
  let waited = 0;
  const knn = new MetricKNN(options);
  await knn.trainAsync(table.X, table.y, {
    signal,
    onProgress: async (report) => {
      onProgress(report);
      if (isSlow && waited < PATIENCE) {
        waited += FRAME;
        await wait(FRAME);
      }
      const started = performance.now();
      if (started - drawnAt < Math.max(FRAME, cost / SHARE)) return;
      onFrame(report.components().to2DArray());
      drawnAt = performance.now();
      cost = drawnAt - started;
    },
  });
  return knn;
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
