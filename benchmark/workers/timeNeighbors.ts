/**
 * Times the search for nearest neighbours, with this library or ml-knn, among generated rows; prints 10⁹ operations per
 * second, counting three per element of each pair of rows, however many pairs are visited.
 *
 *     node --import tsx timeNeighbors.ts ours|ml-knn QUERIES REPEATS
 */
import KNN from 'ml-knn';
import { MetricKNN } from 'ml-metric-learning';
import { XSadd } from 'ml-xsadd';

const ROWS = 10_000;
const COLUMNS = 16;
const K = 3;
/** Queries with which both are compared. */
const COMPARED = 20;

const [whose, count, repeats] = process.argv.slice(2);
const queries = Number(count);
const { random } = new XSadd(1);
const generate = (rows: number) =>
  Array.from({ length: rows }, () => Array.from({ length: COLUMNS }, random));
const X = generate(ROWS);
const y = X.map((_, row) => row % 2);
const asked = generate(queries);

const ours = new MetricKNN({ k: K, metric: false }).train(X, y);
const theirs = new KNN(X, y, { k: K });
const find = {
  ours: (rows: number[][]) => ours.kneighbors(rows).distances,
  // a heap, the farthest first
  'ml-knn': (rows: number[][]) =>
    rows.map((row) => theirs.kdTree.nearest(row, K).map(([, own]) => own)),
};

const some = asked.slice(0, COMPARED);
const [mine, other] = [find.ours(some), find['ml-knn'](some)].map((lists) =>
  JSON.stringify(lists.map((list) => list.toSorted((a, b) => a - b))),
);
if (mine !== other) throw new Error('ours and ml-knn find other neighbours');

let seconds = Infinity;
for (let repeat = 0; repeat < Number(repeats); repeat++) {
  const started = performance.now();
  find[whose as keyof typeof find](asked);
  seconds = Math.min(seconds, (performance.now() - started) / 1000);
}
console.log((3 * queries * ROWS * COLUMNS) / seconds / 1e9);
