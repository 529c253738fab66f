import { MetricKNN, MetricLearner } from 'ml-metric-learning';

import type { Table } from '../data/readTraining.ts';
import type { PythonSettings } from '../measure/commands.ts';

import { learnArml } from './learnArml.ts';
import { ARML } from './studyMethods.ts';

/** A trained classifier, and the seconds of its fit. */
export interface MethodFit {
  knn: MetricKNN;
  seconds: number;
}

/** Where ARML is, and where its fits are kept. */
export interface ArmlSettings extends PythonSettings {
  folder: string;
}

/**
 * Trains a classifier with the metric of a method.
 * @param method - Its name.
 * @param train - Raw rows.
 * @param options - Those of `MetricKNN`.
 * @param arml - Needed by the method ARML.
 */
export function fitMethod(
  method: string,
  train: Table,
  options: { k: number },
  arml?: ArmlSettings,
): MethodFit {
  if (method === ARML) return fitArml(train, options.k, arml);
  const started = performance.now();
  const knn = new MetricKNN(options).train(train.X, train.y);
  return { knn, seconds: (performance.now() - started) / 1000 };
}

function fitArml(
  { X, y }: Table,
  k: number,
  settings: ArmlSettings | undefined,
): MethodFit {
  if (!settings) throw new Error('ARML needs --peers');
  const still = {
    margin: false,
    triplets: { targets: 1, impostors: 1 },
    solver: { name: 'lbfgs', maxIterations: 0 },
  } as const;
  const identity = new MetricLearner(still).fit(X, y);
  const standardized = { X: identity.transform(X), y };
  const { components, seconds } = learnArml(
    standardized,
    settings.folder,
    settings,
  );
  // a metric without full rank has rows of zeros
  const init = components.filter((row) => row.some((entry) => entry !== 0));
  const metric = new MetricLearner({ ...still, init }).fit(X, y);
  return { knn: MetricKNN.fromMetric(metric, X, y, { k }), seconds };
}
