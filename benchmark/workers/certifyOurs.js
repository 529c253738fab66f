/**
 * Certifies rows of a task folder for their labels under a metric with this library, and writes the time.
 *
 *     node certifyOurs.js FOLDER
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { MetricKNN, MetricLearner, certify } from 'ml-metric-learning';

const folder = process.argv[2];
const { columns, repeating, settings } = JSON.parse(
  readFileSync(path.join(folder, 'task.json'), 'utf8'),
);
const { k, metric, queries, labels } = settings;
const values = new Float64Array(readNumbers('rows.f64'));
const y = Array.from(new Int32Array(readNumbers('classes.i32')));
const X = y.map((_, row) =>
  values.subarray(row * columns, (row + 1) * columns),
);
const knn = MetricKNN.fromMetric(MetricLearner.load(metric), X, y, { k });

let seconds = Infinity;
let radii;
const first = performance.now();
do {
  const started = performance.now();
  const certificates = certify(knn, queries, { labels });
  seconds = Math.min(seconds, (performance.now() - started) / 1000);
  radii = certificates.map(({ radius }) => radius);
} while (performance.now() - first < 1000 * repeating);
writeFileSync(
  path.join(folder, 'result.json'),
  JSON.stringify({ seconds, radii }),
);

/**
 * Reads numbers stored as in memory.
 * @param {string} name - The file.
 * @returns {ArrayBuffer} Its bytes, in a buffer of their own.
 */
function readNumbers(name) {
  const { buffer, byteOffset, byteLength } = readFileSync(
    path.join(folder, name),
  );
  return buffer.slice(byteOffset, byteOffset + byteLength);
}
