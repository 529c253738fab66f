import { Matrix } from 'ml-matrix';
import { MetricLearner } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import type { Work } from '../../src/async/work.ts';
import { runInTurns, runParts, runSync } from '../../src/async/work.ts';
import { seededRandom } from '../../src/data/random.ts';
import { localDiscriminants } from '../../src/parameterizations/localDiscriminants.ts';
import { weightedSum } from '../../src/parameterizations/weightedSum.ts';
import {
  labelsOf,
  normals,
  randomClasses,
  rowsOf,
} from '../oracles/randomData.ts';

const data = randomClasses(120, 5, 3, 4);
const X = rowsOf(data.values, 5);
const y = labelsOf(data);

describe.each([3, 14])('%i bases of 5 columns', (count) => {
  const bases = { values: normals(count * 5, 2), rows: count, columns: 5 };
  const map = weightedSum(bases, 0.01);
  const weights = normals(count, 3).map((value, k) =>
    k % 3 === 1 ? 0 : value ** 2,
  );

  test('LᵀL is the weighted sum of their outer products', () => {
    const components = new Float64Array(map.rows * 5);
    runParts(map.toComponents(weights, components));
    const L = new Matrix(rowsOf(components, 5));
    const B = new Matrix(rowsOf(bases.values, 5));
    const expected = B.transpose().mulRowVector(Array.from(weights)).mmul(B);
    const difference = L.transpose().mmul(L).sub(expected);
    expect(Matrix.abs(difference).max()).toBeLessThan(1e-13);
  });

  test('∂F/∂w = bᵀGb, for weights of 0 as well', () => {
    // F = ⟨G, M⟩ for a symmetric G, so ∂F/∂L = 2 L G
    const half = new Matrix(rowsOf(normals(25, 8), 5));
    const G = Matrix.add(half, half.transpose());
    const components = new Float64Array(map.rows * 5);
    runParts(map.toComponents(weights, components));
    const L = new Matrix(rowsOf(components, 5));
    const slopes = Float64Array.from(L.mmul(G).mul(2).to1DArray());
    const gradient = new Float64Array(count);
    runParts(map.toGradient(weights, slopes, gradient));
    for (const [k, basis] of rowsOf(bases.values, 5).entries()) {
      const b = Matrix.columnVector(basis);
      expect(gradient[k]).toBeCloseTo(b.dot(G.mmul(b)), 11);
    }
  });

  test('the penalty is the sum of the weights', () => {
    const gradient = new Float64Array(count).fill(2);
    const sum = weights.reduce((a, b) => a + b);
    expect(map.addPenalty(weights, gradient)).toBeCloseTo(0.01 * sum, 14);
    expect(gradient).toStrictEqual(new Float64Array(count).fill(2.01));
  });

  test('the result has a row for each positive weight, and at most as many rows as columns', () => {
    const result = runSync(map.componentsOf(weights));
    const heavy = weights.filter((weight) => weight > 0).length;
    expect(result.rows).toBe(Math.min(heavy, 5));
    const L = new Matrix(rowsOf(result.values, 5));
    const B = new Matrix(rowsOf(bases.values, 5));
    const expected = B.transpose().mulRowVector(Array.from(weights)).mmul(B);
    const difference = L.transpose().mmul(L).sub(expected);
    expect(Matrix.abs(difference).max()).toBeLessThan(1e-13);
  });

  test('the initial metric has the trace of the given metric', () => {
    const start = { values: normals(10, 6), rows: 2, columns: 5 };
    const theta = runSync(map.parametersOf(start));
    expect(Math.min(...theta)).toBeGreaterThan(0);
    const { values } = runSync(map.componentsOf(theta));
    const trace = (entries: Float64Array) =>
      entries.reduce((sum, entry) => sum + entry ** 2, 0);
    expect(trace(values)).toBeCloseTo(trace(start.values), 12);
  });
});

test('many bases pause between chunks', () => {
  const bases = { values: normals(100 * 60, 2), rows: 100, columns: 60 };
  const map = weightedSum(bases, 0.01);
  const start = { values: normals(60 * 60, 3), rows: 60, columns: 60 };
  const pausesOf = (work: unknown) => {
    let pauses = 0;
    while (!(work as Work<unknown>).next().done) pauses++;
    return pauses;
  };
  expect(pausesOf(map.parametersOf(start))).toBeGreaterThan(0);
  const weights = runSync(map.parametersOf(start));
  const components = new Float64Array(60 * 60);
  // one per column and eigenvector
  const made = map.toComponents(weights, components);
  expect(pausesOf(runInTurns(made))).toBeGreaterThan(2 * 58);
  const gradient = new Float64Array(100);
  const carried = map.toGradient(weights, components, gradient);
  expect(pausesOf(runInTurns(carried))).toBeGreaterThan(0);
});

describe('local discriminants', () => {
  test('are unit vectors, seeded, as many as requested', () => {
    const find = (seed: number, count: number) =>
      runSync(localDiscriminants(data, count, seededRandom(seed)));
    const found = find(1, 25);
    expect([found.rows, found.columns]).toStrictEqual([25, 5]);
    for (const row of rowsOf(found.values, 5)) {
      expect(Math.hypot(...row)).toBeCloseTo(1, 14);
    }
    expect(find(1, 25)).toStrictEqual(found);
    expect(find(2, 25)).not.toStrictEqual(found);
    // three classes: at most two directions at two scales for each of 120 seeds
    expect(find(1, 1e6).rows).toBeLessThanOrEqual(480);
  });

  test('of rows that coincide are the columns', () => {
    const point = { ...data, values: new Float64Array(data.values.length) };
    const { values } = runSync(localDiscriminants(point, 9, seededRandom(1)));
    expect(Array.from(values)).toStrictEqual(Matrix.eye(5).to1DArray());
  });
});

describe('learned weights', () => {
  const learn = (sparsity: number, extra = {}) =>
    new MetricLearner({
      loss: 'triplet',
      parameterization: { name: 'compositional', bases: 40, sparsity },
      ...extra,
    }).fit(X, y);

  test('a larger penalty gives a smaller sum of weights', () => {
    const sums = [1e-4, 1e-2, 1e-1].map(
      (sparsity) => learn(sparsity).summary.penalty / sparsity,
    );
    expect(sums[1]).toBeLessThan(sums[0]);
    expect(sums[2]).toBeLessThan(sums[1]);
  });

  test('weights of 0 have no row, and the other rows are multiples of their bases', () => {
    // two columns separate the classes, 18 are noise
    const { rows, codes, classes } = data;
    const noise = normals(rows * 20, 6).map((value, at) =>
      at % 20 < 2 ? value + 3 * codes[Math.floor(at / 20)] : value,
    );
    const wide = { values: noise, rows, columns: 20, codes, classes };
    const bases = [
      ...Matrix.eye(20).to2DArray(),
      ...rowsOf(normals(10 * 20, 5), 20),
    ];
    const { components, scale } = new MetricLearner({
      loss: 'triplet',
      margin: false,
      parameterization: { name: 'compositional', bases, sparsity: 0.1 },
    }).fit(rowsOf(noise, 20), labelsOf(wide));
    expect(components.rows).toBeLessThan(20);
    for (const row of components.mulRowVector(scale).to2DArray()) {
      const length = Math.hypot(...row);
      const parallel = bases.filter((basis) => {
        const product = basis.reduce(
          (sum, entry, k) => sum + entry * row[k],
          0,
        );
        return Math.abs(product) > (1 - 1e-12) * length * Math.hypot(...basis);
      });
      expect(parallel).toHaveLength(1);
    }
  });

  test('the summary has the penalty of the weights', () => {
    const { objective, loss, margin, penalty } = learn(1e-2).summary;
    expect(penalty).toBeGreaterThan(0);
    expect(objective).toBe(loss + margin + penalty);
  });

  test('bases can be given as rows or as a Matrix', () => {
    const bases = Matrix.eye(5).to2DArray();
    const given = (value: unknown) =>
      new MetricLearner({
        loss: 'triplet',
        parameterization: { name: 'compositional', bases: value as number[][] },
      });
    const metric = given(bases).fit(X, y);
    const M = metric.mahalanobisMatrix();
    expect(Matrix.abs(Matrix.sub(M, Matrix.diag(M.diagonal()))).max()).toBe(0);
    const same = given(new Matrix(bases));
    expect(same.options).toStrictEqual(metric.options);
    expect(same.fit(X, y).components).toStrictEqual(metric.components);
  });

  test.each([
    [
      { components: 2 },
      /^components must not be given with parameterization 'compositional'/,
    ],
    [
      { parameterization: { name: 'compositional', bases: [[1, 2]] } },
      /^parameterization.bases must have 5 columns \(as many as X\), got 2$/,
    ],
    [
      {
        parameterization: {
          name: 'compositional',
          bases: [
            [1, 1, -1, 0, 0],
            [2, -1, 0, 0, 0],
          ],
        },
        // orthogonal up to rounding
        init: [
          [0, 0, 0, 1, 0],
          [0.1, 0.2, 0.3, 0, 2],
        ],
      },
      /^init must not be orthogonal to all of parameterization\.bases: the weight of every basis would start at 0$/,
    ],
    [
      { parameterization: 'diagonal', components: 2 },
      /^components must be 5 \(the number of columns of X\) with parameterization 'diagonal', got 2$/,
    ],
  ])('options that contradict the data are refused: %o', (extra, message) => {
    expect(() => learn(0, extra)).toThrow(message);
  });

  test.each([
    [{ bases: 0 }, 'parameterization.bases must be at least 1, got 0'],
    [{ bases: [[0, 0]] }, 'parameterization.bases[0] must not be all zeros'],
    [{ sparsity: -1 }, 'parameterization.sparsity must be at least 0, got -1'],
    [
      { sparcity: 1 },
      "unknown option 'sparcity' in parameterization, did you mean 'sparsity'?",
    ],
  ])('bad options are refused: %o', (options, message) => {
    const parameterization = { name: 'compositional', ...options } as never;
    expect(() => new MetricLearner({ parameterization })).toThrow(message);
  });
});

test('a diagonal metric can gain a column that starts with weight 0', () => {
  const learn = (init: number[][] | 'identity') =>
    new MetricLearner({ parameterization: 'diagonal', init }).fit(X, y);
  const metric = learn([
    [1, 0, 0, 0, 0],
    [0, 2, 0, 0, 0],
    [1, 1, 0, 0, 0],
  ]);
  const { objective } = learn('identity').summary;
  // both stop when an iteration gains less than 3e−7 of it
  expect(metric.summary.objective / objective).toBeCloseTo(1, 4);
});

test('a diagonal metric weights columns', () => {
  const metric = new MetricLearner({
    parameterization: 'diagonal',
    init: 'pca',
  }).fit(X, y);
  const M = metric.mahalanobisMatrix();
  expect(M.diagonal().every((weight) => weight > 0)).toBe(true);
  expect(Matrix.abs(Matrix.sub(M, Matrix.diag(M.diagonal()))).max()).toBe(0);
});
