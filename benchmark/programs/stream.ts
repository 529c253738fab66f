/**
 * fitStream over 1,000,000 generated rows × 20 in batches of 1,000: time, resident memory during the run, and 3-NN
 * accuracy on new rows compared with a fit on a sample.
 */
import KNN from 'ml-knn';
import { MetricLearner } from 'ml-metric-learning';

const COLUMNS = 20;
const CLASSES = 4;
const BATCH = 1000;
const BATCHES = 1000;
const SAMPLE = 4000;
const FRESH = 2000;

interface Batch {
  X: number[][];
  y: number[];
}

const resident: number[] = [];
const learner = new MetricLearner();
const started = performance.now();
await learner.fitStream(generateBatches());
const seconds = (performance.now() - started) / 1000;
const late = resident.slice(resident.length / 10);
console.log(
  `stream: ${BATCHES * BATCH} rows in ${seconds.toFixed(1)} s; resident ${range(late)} MB after the first tenth, ` +
    `${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB at most`,
);

const sample = generate(SAMPLE, 1_000_001);
const fresh = generate(FRESH, 1_000_002);
const fitted = new MetricLearner().fit(sample.X, sample.y);
const plain = new MetricLearner({
  margin: false,
  solver: { name: 'lbfgs', maxIterations: 0 },
}).fit(sample.X, sample.y);
console.log(
  `3-NN on ${FRESH} fresh rows: stream ${accuracyOf(learner)}, fit on ${SAMPLE} rows ${accuracyOf(fitted)}, Euclidean ${accuracyOf(plain)}`,
);

async function* generateBatches(): AsyncGenerator<Batch> {
  for (let batch = 0; batch < BATCHES; batch++) {
    if (batch % 10 === 0) resident.push(process.memoryUsage().rss / 2 ** 20);
    yield generate(BATCH, batch + 1);
  }
}

// the first five columns separate the classes, the others are noise; units differ
function generate(rows: number, seed: number): Batch {
  const random = normals(seed);
  const y = Array.from({ length: rows }, (_, row) => row % CLASSES);
  const X = y.map((label) =>
    Array.from({ length: COLUMNS }, (_, column) => {
      const shift = column < 5 && column % CLASSES === label ? 2 : 0;
      return (shift + random()) * 10 ** (column % 3);
    }),
  );
  return { X, y };
}

// Box–Muller with mulberry32
function normals(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return () =>
    Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

function range(values: number[]): string {
  return `${Math.min(...values).toFixed(0)} to ${Math.max(...values).toFixed(0)}`;
}

function accuracyOf(metric: MetricLearner): string {
  const knn = new KNN(metric.transform(sample.X), sample.y, {
    k: 3,
    distance: metric.embeddingDistance,
  });
  const predictions = knn.predict(metric.transform(fresh.X));
  const right = predictions.filter((label, row) => label === fresh.y[row]);
  return (right.length / FRESH).toFixed(4);
}
