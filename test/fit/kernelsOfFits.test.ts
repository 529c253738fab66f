/**
 * Fits of any shape run in compiled kernels: arrays that do not fit into an arena get a larger one, never JavaScript.
 */
import type { MetricLearnerOptions } from 'ml-metric-learning';
import { MetricLearner } from 'ml-metric-learning';
import { afterEach, expect, test, vi } from 'vitest';

import { javascript } from '../../src/kernels/Kernels.ts';
import { labelsOf, randomClasses, rowsOf } from '../oracles/randomData.ts';

/** The kernels that take most of a fit; other kernels also work on arrays outside of arenas. */
const HEAVY = [
  'addDistanceGradients',
  'addHinges',
  'addMarginPenalties',
  'addSlopeGradients',
  'addSoftNeighbors',
  'findNearPairs',
  'measureBlocks',
  'measureNear',
  'weighNeighbors',
] as const;

afterEach(() => void vi.restoreAllMocks());

const few = { name: 'lbfgs', maxIterations: 3 } as const;

test.each<[number, number, MetricLearnerOptions]>([
  [40, 3, {}],
  [150, 4, {}],
  [2000, 2, {}],
  // many triplets of few columns: the first arena is too small
  [3000, 1, { triplets: { targets: 5, impostors: 30 } }],
  [60, 200, {}],
  [300, 90, { components: 2 }],
  [500, 8, { margin: { norm: Infinity, units: 'raw' } }],
  [400, 6, { loss: 'nca' }],
  [2500, 3, { loss: 'nca', margin: false }],
  [400, 6, { loss: { name: 'triplet', distance: 'plain' } }],
  [400, 6, { parameterization: 'compositional' }],
  [400, 6, { triplets: { candidates: 50 } }],
  // the active set becomes many times as large as the mined one
  [500, 20, { loss: { name: 'lmnn', impostors: 'active' }, margin: false }],
  [900, 5, { solver: { name: 'adam', epochs: 1, batchSize: 300 } }],
])('%i × %i, %o', (rows, columns, options) => {
  const spies = HEAVY.map((name) => vi.spyOn(javascript, name));
  const data = randomClasses(rows, columns, 3, 9);
  const metric = new MetricLearner({ solver: few, ...options });
  metric.fit(rowsOf(data.values, columns), labelsOf(data));
  expect(metric.summary.iterations).toBeGreaterThan(0);
  for (const spy of spies) expect(spy).not.toHaveBeenCalled();
});

test('without WebAssembly, the JavaScript kernels are called', async () => {
  vi.resetModules();
  const kernels = await import('../../src/kernels/Kernels.ts');
  const library = await import('../../src/index.ts');
  const spy = vi.spyOn(kernels.javascript, 'addHinges');
  vi.stubGlobal('WebAssembly', undefined);
  const data = randomClasses(100, 9, 3, 9);
  const metric = new library.MetricLearner({ solver: few });
  metric.fit(rowsOf(data.values, 9), labelsOf(data));
  vi.unstubAllGlobals();
  expect(spy).toHaveBeenCalled();
});
