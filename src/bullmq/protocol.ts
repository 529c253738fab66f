import type { MetricKNNOptions } from '../estimators/classifier/metricKNNOptions.ts';
import type { NamedScoring } from '../parallel/tasks/portableTask.ts';

/** Raised whenever what follows, or what blobs are made of, changes its meaning: others are refused then. */
export const PROTOCOL = 1;

/** What every key in Redis begins with. */
export const PREFIX = 'ml-metric-learning';

/** One queue for all, so that workers can be there before there is a search; outcomes find their run by its id. */
export const QUEUE = 'tasks';

/**
 * Milliseconds after which a run whose driver has not been heard of is over: its stream expires, and workers drop its jobs.
 * Ten times as long as between two beats.
 */
export const RUN_TTL = 60_000;

/** Milliseconds for which data stay after a run: another search over the same data need not send them again. */
export const BLOB_TTL = 600_000;

/** A job: what is to be done, as JSON. Nothing in it is code. */
export interface JobData {
  protocol: number;
  /** Which run of which driver. */
  run: string;
  /** Which of its tasks. */
  task: number;
  classifier: string;
  options: MetricKNNOptions;
  scoring: readonly NamedScoring[];
  /** Hash of the data. */
  data: string;
  /** Hash of the training and test rows. */
  split: string;
}

/** The key of the stream of outcomes of a run, which exists as long as the run does. */
export function keyOfRun(run: string): string {
  return `${PREFIX}:run:${run}`;
}

/**
 * The key of arrays that several jobs have in common.
 * @param hash - The hash of their content.
 */
export function keyOfBlob(hash: string): string {
  return `${PREFIX}:blob:${hash}`;
}
