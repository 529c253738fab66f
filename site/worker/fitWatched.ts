import type { FitReport } from 'ml-metric-learning';
import { MetricKNN } from 'ml-metric-learning';

import type { Table } from './Table.ts';

/** Milliseconds between two pictures; ten per second are easy to follow. */
const FRAME = 100;
/** The largest total delay of a fit, in milliseconds. */
const PATIENCE = 3000;
/** The largest fraction of the time that pictures may take. */
const SHARE = 0.2;

/** How a fit is observed. */
export interface Watch {
  signal: AbortSignal;
  /** Whether the fit is slowed down so that the eye can follow. */
  isSlow: boolean;
  /** Called after each iteration. */
  onProgress: (report: FitReport) => void;
  /** Called with a map to be drawn, from time to time. */
  onFrame: (components: number[][]) => void;
}

/** Trains a classifier, and shows the map meanwhile. Delays do not change the result. */
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
