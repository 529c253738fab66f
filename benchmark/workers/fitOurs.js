/**
 * Fits this library to the rows of a task folder, and writes the time. JavaScript, so that node runs it directly, on
 * `lib/`, like users. It repeats the fit for as many seconds as it is asked to, and counts the fastest.
 *
 *     node fitOurs.js FOLDER
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

import { MetricLearner } from 'ml-metric-learning';

const folder = process.argv[2];
const { columns, repeating, settings } = JSON.parse(
  readFileSync(path.join(folder, 'task.json'), 'utf8'),
);
const values = new Float64Array(readNumbers('rows.f64'));
const y = Array.from(new Int32Array(readNumbers('classes.i32')));
const X = y.map((_, row) =>
  values.subarray(row * columns, (row + 1) * columns),
);

const metric = new MetricLearner({ ...settings, standardize: false });
const started = performance.now();
let seconds = Infinity;
do seconds = Math.min(seconds, fit());
while (performance.now() - started < 1000 * repeating);
const { evaluations, history } = metric.summary;
writeFileSync(
  path.join(folder, 'result.json'),
  JSON.stringify({
    seconds,
    // resourceUsage counts kilobytes
    megabytes: process.resourceUsage().maxRSS / 1024,
    components: metric.components.to2DArray(),
    evaluations,
    objectives: history.map(({ objective }) => objective),
  }),
);

/**
 * Fits once.
 * @returns {number} Seconds.
 */
function fit() {
  const before = performance.now();
  metric.fit(X, y);
  return (performance.now() - before) / 1000;
}

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
