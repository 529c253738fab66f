/**
 * The shares of letter's test rows that are certified, and that an adversary breaks, under perturbations of the maximum norm, beside
 * published figures.
 */
import { markdownTable } from 'markdown-table';
import { MetricKNN, certify } from 'ml-metric-learning';

import { readNamed } from '../data/readTraining.ts';
import { announce } from '../measure/announce.ts';
import { readArguments } from '../measure/readArguments.ts';

const TRAINING = 15_000;
const RADII = [0.01, 0.02];
/** Adversaries are up to so much farther than the exact radius. */
const BEYOND = 1 + 1e-6;
/**
 * Certified shares of kNAVe (Fassina, Ranzato and Zanella, Robustness verification of k-nearest neighbors by abstract interpretation,
 * 2024), in percent, and those that another method by abstraction claims.
 */
const PUBLISHED: Record<number, Array<[string, string]>> = {
  1: [
    ['82.7', '88.7'],
    ['54.6', '73.0'],
  ],
  3: [
    ['', ''],
    ['45.4', '70.6'],
  ],
  7: [
    ['', ''],
    ['37.0', '69.6'],
  ],
};
const HEAD = ['k', 'ε', 'certified', 'broken', 'kNAVe', 'claimed', 'seconds'];

const { data } = readArguments();
const { X, y } = readNamed(data, 'letter');
const columns = X[0].map((_, column) => X.map((row) => row[column]));
const low = columns.map((values) => Math.min(...values));
const high = columns.map((values) => Math.max(...values));
const scaled = X.map((row) =>
  row.map((x, k) => (x - low[k]) / (high[k] - low[k])),
);
const queries = scaled.slice(TRAINING);
const lines = [1, 3, 5, 7].flatMap((k) => {
  announce(`letter, k = ${k} …`);
  const knn = new MetricKNN({ k, metric: false });
  knn.train(scaled.slice(0, TRAINING), y.slice(0, TRAINING));
  const started = performance.now();
  const bounds = boundsOf(knn);
  const seconds = (performance.now() - started) / 1000;
  return RADII.map((radius, at) => {
    const [theirs, claimed] = PUBLISHED[k]?.[at] ?? ['', ''];
    return [
      String(k),
      String(radius),
      percent(bounds.filter((one) => one.radius > radius).length),
      percent(bounds.filter((one) => one.upper <= radius * BEYOND).length),
      theirs,
      claimed,
      at === 0 ? seconds.toFixed(0) : '',
    ];
  });
});
console.log(
  markdownTable([HEAD, ...lines], { align: HEAD.map(() => 'r' as const) }),
);

// closed forms first: rows that they certify for all radii need no more
function boundsOf(knn: MetricKNN): Array<{ radius: number; upper: number }> {
  const options = { norm: Infinity, units: 'raw' } as const;
  const bounds: Array<{ radius: number; upper: number }> = certify(
    knn,
    queries,
    options,
  );
  const most = Math.max(...RADII);
  const open = Array.from(bounds.keys()).filter(
    (row) => bounds[row].radius <= most,
  );
  const exact = certify(
    knn,
    open.map((row) => queries[row]),
    { ...options, exact: true },
  );
  for (const [at, row] of open.entries()) bounds[row] = exact[at];
  return bounds;
}

function percent(count: number): string {
  return ((100 * count) / queries.length).toFixed(1);
}
