/** Held against radii that were computed elsewhere, on Australian credit; they are kept beside the repository. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { Matrix } from 'ml-matrix';
import { MetricKNN, certify } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { readAustralian } from '../../benchmark/readAustralian.ts';
import { rootOf } from '../oracles/learnOnTriplets.ts';
import { metricOf } from '../oracles/metricOf.ts';

const folder = new URL(
  '../../../shared/reference/australian/',
  import.meta.url,
);

interface Reference {
  points: Array<
    { at: 'identity' | 'final' } & Record<
      'certK1' | 'certK3' | 'certK5',
      number[]
    >
  >;
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
}

const [{ X, y, test: tested }] = readAustralian(fileURLToPath(folder));
const { M } = read('round01.json') as { M: number[][] };
const { points } = read('cert_round01.json') as Reference;

describe.each(points)('at the $at metric', ({ at, ...radii }) => {
  const metric = at === 'identity' ? Matrix.eye(X[0].length) : new Matrix(M);
  const components = rootOf(metric).to2DArray();

  test.each([1, 3, 5] as const)('k = %i', (k) => {
    const knn = MetricKNN.fromMetric(metricOf(components), X, y, { k });
    const expected = radii[`certK${k}`];
    const certificates = certify(knn, tested.X.slice(0, expected.length), {
      labels: tested.y.slice(0, expected.length),
    });
    for (const [row, { radius }] of certificates.entries()) {
      expect(Math.abs(radius - expected[row])).toBeLessThanOrEqual(
        1e-9 * expected[row],
      );
    }
  });
});
