/**
 * Times the search for nearest neighbours, with this library or ml-knn, among the rows of a task folder, and writes the fastest.
 *
 *     node --import tsx timeNeighbors.ts FOLDER
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import KNN from 'ml-knn';
import { MetricKNN } from 'ml-metric-learning';

interface Task {
  columns: number;
  repeating: number;
  settings: { with: 'ours' | 'ml-knn'; k: number; queries: number[][] };
}

const folder = process.argv[2];
const text = readFileSync(path.join(folder, 'task.json'), 'utf8');
const { columns, repeating, settings } = JSON.parse(text) as Task;
const { k, queries } = settings;
const bytes = new Uint8Array(readFileSync(path.join(folder, 'rows.f64')));
const values = Array.from(new Float64Array(bytes.buffer));
const X = Array.from({ length: values.length / columns }, (_, row) =>
  values.slice(row * columns, (row + 1) * columns),
);
const y = X.map((_, row) => row % 2);

const find = settings.with === 'ours' ? findOurs() : findTheirs();
let seconds = Infinity;
let distances: number[][];
const first = performance.now();
do {
  const started = performance.now();
  distances = find();
  seconds = Math.min(seconds, (performance.now() - started) / 1000);
} while (performance.now() - first < 1000 * repeating);
const result = { seconds, distances: distances.slice(0, 20) };
writeFileSync(path.join(folder, 'result.json'), JSON.stringify(result));

function findOurs(): () => number[][] {
  const knn = new MetricKNN({ k, metric: false }).train(X, y);
  return () => knn.kneighbors(queries).distances;
}

function findTheirs(): () => number[][] {
  const { kdTree } = new KNN(X, y, { k });
  return () =>
    queries.map((row) =>
      kdTree
        .nearest(row, k)
        .map(([, distance]) => distance)
        .toSorted((a, b) => a - b),
    );
}
