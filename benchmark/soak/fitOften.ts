import type { CertifyOptions, MetricLearnerOptions } from 'ml-metric-learning';
import { MetricKNN, certify } from 'ml-metric-learning';

import { generateClusters } from '../data/generateClusters.ts';

import { Memory } from './Memory.ts';

const SAMPLES = 99;

/** Few iterations use memory in the same way as many. */
const FEW = { name: 'lbfgs', maxIterations: 10 } as const;
/** Losses, solvers and parameterizations of every kind, alternating. */
const METRICS: MetricLearnerOptions[] = [
  { solver: FEW },
  { loss: 'nca', margin: false, solver: FEW },
  { loss: 'triplet', parameterization: 'diagonal', solver: FEW },
  {
    loss: { name: 'lmnn', impostors: 'active' },
    components: 2,
    solver: FEW,
  },
  { parameterization: 'compositional', margin: false, solver: FEW },
  { init: 'pca', margin: { shape: 'hinge', norm: 1 }, solver: FEW },
  { solver: { name: 'adam', epochs: 2, batchSize: 32 } },
];
const CERTIFICATES: CertifyOptions[] = [
  {},
  { norm: 1, units: 'raw' },
  { norm: Infinity },
];

/**
 * Fits and certifies.
 * @param fits - The number of fits.
 * @returns Problems.
 */
export async function fitOften(fits: number): Promise<string[]> {
  // one small enough for JavaScript, and one for WebAssembly
  const tables = [
    generateClusters({ rows: 60, columns: 4 }),
    generateClusters({ rows: 100, columns: 8 }),
  ];
  const memory = new Memory(`${fits} fits and certifications`);
  const started = performance.now();
  /* eslint-disable no-await-in-loop -- one after the other is what this is about */
  for (let fit = 0; fit < fits; fit++) {
    const { X, y } = tables[fit % 10 === 0 ? 1 : 0];
    const metric = { ...METRICS[fit % METRICS.length], seed: fit };
    const knn = new MetricKNN({ k: 3, metric });
    knn.train(X, y);
    const restored = MetricKNN.load(JSON.stringify(knn));
    certify(restored, X, CERTIFICATES[fit % CERTIFICATES.length]);
    if (fit % Math.ceil(fits / SAMPLES) === 0) await memory.sample();
  }
  /* eslint-enable no-await-in-loop */
  const seconds = (performance.now() - started) / 1000;
  console.log(`${fits} fits and certifications: ${seconds.toFixed(0)} s`);
  return memory.report();
}
