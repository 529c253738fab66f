import {
  MetricKNN,
  MetricLearner,
  attackAsync,
  certifyAsync,
  search,
} from 'ml-metric-learning';
import type { ThreadExecutor, Threads } from 'ml-metric-learning/parallel';

import { generateClusters } from '../data/generateClusters.ts';

/** A job that can be aborted. */
export interface Job {
  name: string;
  /** Its relative frequency. */
  share: number;
  /** Whether it runs on threads. */
  isThreaded?: boolean;
  run: (signal: AbortSignal, onProgress: () => void) => Promise<unknown>;
}

/**
 * Jobs that can be aborted, each of about ten turns.
 * @param executor - Threads for a search.
 * @param threads - Threads for a fit.
 */
export function jobsWith(executor: ThreadExecutor, threads: Threads): Job[] {
  const { X, y } = generateClusters({ rows: 160, columns: 6 });
  const knn = new MetricKNN({ k: 3 });
  knn.train(X, y);
  const metric = { loss: 'nca' } as const;
  const space = { k: [1, 3], metric: { components: [2, 4] } };
  const few = { X: X.slice(0, 80), y: y.slice(0, 80) };
  return [
    {
      name: 'fitAsync',
      share: 3,
      run: (signal, onProgress) =>
        new MetricLearner(metric).fitAsync(X, y, { signal, onProgress }),
    },
    {
      name: 'trainAsync',
      share: 3,
      run: (signal, onProgress) =>
        new MetricKNN({ metric }).trainAsync(X, y, { signal, onProgress }),
    },
    {
      name: 'certifyAsync',
      share: 3,
      run: (signal, onProgress) => certifyAsync(knn, X, { signal, onProgress }),
    },
    {
      name: 'attackAsync',
      share: 3,
      run: (signal, onProgress) =>
        attackAsync(knn, few.X, { signal, onProgress }),
    },
    {
      name: 'search',
      share: 3,
      run: (signal, onProgress) =>
        search(MetricKNN, space, few.X, few.y, { signal, onProgress }),
    },
    {
      name: 'fitAsync on threads',
      share: 3,
      isThreaded: true,
      run: (signal, onProgress) =>
        new MetricLearner(metric).fitAsync(X, y, {
          signal,
          onProgress,
          threads,
        }),
    },
    {
      name: 'search on threads',
      share: 2,
      isThreaded: true,
      run: (signal, onProgress) =>
        search(MetricKNN, space, few.X, few.y, {
          signal,
          onProgress,
          executor,
        }),
    },
  ];
}
