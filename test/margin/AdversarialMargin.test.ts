import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';

import { runSync } from '../../src/async/work.ts';
import type { LabelledData } from '../../src/data/LabelledData.ts';
import type { AdversarialMargin } from '../../src/margin/AdversarialMargin.ts';
import { createMarginPairs } from '../../src/margin/MarginPairs.ts';
import type { MarginOptions } from '../../src/margin/marginOptions.ts';
import { signedMargins } from '../../src/margin/signedMargins.ts';
import { mineTriplets } from '../../src/neighbors/triplets/mineTriplets.ts';
import {
  evaluateMargin,
  marginOf,
  marginSettings,
  targetOf,
} from '../oracles/margins.ts';
import { numericGradient, relativeError } from '../oracles/numericGradient.ts';
import { plainObjective } from '../oracles/plainObjective.ts';
import { normals, randomTriplets, rowsOf } from '../oracles/randomData.ts';

const { data, triplets } = randomTriplets(30, 3, 2, 21);
const { rows, columns } = data;
const map = normals(2 * columns, 5);
const metric = new Matrix(rowsOf(map, columns));
const listed = Array.from(triplets.anchors, (anchor, t) => [
  anchor,
  triplets.targets[t],
  triplets.impostors[t],
]);

function createMargin(options: MarginOptions): AdversarialMargin {
  return marginOf(data, triplets, marginSettings(options));
}

/** Two rows of a class, then two of another, with one column. */
function onLine(...values: number[]): LabelledData {
  return {
    values: Float64Array.from(values),
    rows: 4,
    columns: 1,
    codes: Int32Array.of(0, 0, 1, 1),
    classes: ['a', 'b'],
  };
}

/** Z and W for a map of the data, one after the other. */
function cloudsOf(components: Matrix): Float64Array {
  const X = new Matrix(rowsOf(data.values, columns));
  const Z = X.mmul(components.transpose());
  return Float64Array.from([
    ...Z.to1DArray(),
    ...Z.mmul(components).to1DArray(),
  ]);
}

function evaluate(margin: AdversarialMargin, clouds: Float64Array) {
  const width = clouds.length / rows - columns;
  const gradient = new Float64Array(clouds.length);
  const end = rows * width;
  const value = runSync(
    evaluateMargin(
      margin,
      { values: clouds.subarray(0, end), rows, columns: width },
      { values: clouds.subarray(end), rows, columns },
      gradient.subarray(0, end),
      gradient.subarray(end),
    ),
  );
  return { value, gradient };
}

function marginsUnder(components: Matrix): Float64Array {
  const clouds = cloudsOf(components);
  const end = rows * components.rows;
  return runSync(
    signedMargins(
      { values: clouds.subarray(0, end), rows, columns: components.rows },
      { values: clouds.subarray(end), rows, columns },
      runSync(createMarginPairs(triplets, rows)),
    ),
  );
}

describe('the penalty', () => {
  test('is the plain formula, with λ = weight / target²', () => {
    const target = 0.4;
    const margin = createMargin({ weight: 2, target, epsilon: 1e-10 });
    const { value } = evaluate(margin, cloudsOf(metric));
    const plain = plainObjective(
      rowsOf(data.values, columns),
      listed,
      metric.transpose().mmul(metric),
      { pull: 0, weight: 2 / target ** 2, target, epsilon: 1e-10 },
    );
    const withoutMargin = plainObjective(
      rowsOf(data.values, columns),
      listed,
      metric.transpose().mmul(metric),
      { pull: 0, weight: 0, target, epsilon: 1e-10 },
    );
    const expected = plain.objective - withoutMargin.objective;
    expect(Math.abs(value - expected)).toBeLessThan(1e-12);
  });

  test.each([
    { target: 0.4, epsilon: 'auto' },
    { target: 0.4, epsilon: 1e-10 },
    { target: 0.4, epsilon: 0 },
    { target: 'auto' },
    { target: 3, weight: 0.1 },
  ] as const)('adds its numeric gradients, %o', (options) => {
    const margin = createMargin(options);
    const clouds = cloudsOf(metric);
    const { gradient } = evaluate(margin, clouds);
    const numeric = numericGradient((c) => evaluate(margin, c).value, clouds);
    expect(relativeError(gradient, numeric)).toBeLessThan(1e-8);
  });

  test('the gradient includes that of a relative ε', () => {
    // all normals but those at one row vanish: the divisor is ε, their mean, and the target is of similar magnitude
    const clouds = cloudsOf(metric);
    const end = rows * 2;
    const own = end + triplets.impostors[0] * columns;
    clouds.fill(0, end);
    clouds.set([1, 2, 3], own);
    const margin = createMargin({ target: 2e6 });
    const { gradient } = evaluate(margin, clouds);
    const numeric = numericGradient((c) => evaluate(margin, c).value, clouds);
    expect(
      relativeError(
        gradient.subarray(own, own + columns),
        numeric.subarray(own, own + columns),
      ),
    ).toBeLessThan(1e-8);
  });

  test('an absolute ε changes only terms that cost something', () => {
    // margins of 50.5, 49, 44.5 and 59.5: only that of (100, 110, 1) is below the target, so only its normal counts
    const inputs = onLine(0, 1, 100, 110);
    const mined = runSync(mineTriplets(inputs, { targets: 1, impostors: 1 }));
    const settings = marginSettings({ target: 48, epsilon: 1e-10 });
    const margin = marginOf(inputs, mined, settings);
    const normal = new Float64Array(4);
    runSync(
      evaluateMargin(margin, inputs, inputs, new Float64Array(4), normal),
    );
    expect(Array.from(normal, Math.sign)).toStrictEqual([0, -1, 0, 1]);
  });

  test('does not depend on the scale of the metric', () => {
    const margin = createMargin({ target: 0.4 });
    const { value } = evaluate(margin, cloudsOf(metric));
    for (const scale of [1e-6, 1e-3, 1e3, 1e6]) {
      const scaled = evaluate(margin, cloudsOf(Matrix.mul(metric, scale)));
      expect(Math.abs(scaled.value - value)).toBeLessThan(1e-12);
    }
  });

  test('costs its weight where target and impostor coincide, and nothing is NaN', () => {
    const margin = createMargin({ target: 1, weight: 2.5 });
    const { value, gradient } = evaluate(margin, new Float64Array(rows * 5));
    expect(value).toBeCloseTo(2.5, 14);
    expect(gradient.every((entry) => entry === 0)).toBe(true);
  });

  test('is not finite where normals overflow when squared', () => {
    const margin = createMargin({ target: 1 });
    const clouds = cloudsOf(Matrix.mul(metric, 1e100));
    expect(evaluate(margin, clouds).value).toBeNaN();
  });
});

describe('the target', () => {
  const sorted = marginsUnder(Matrix.eye(columns))
    .filter((margin) => margin > 0)
    .toSorted();

  test('auto is the 95th percentile of the positive Euclidean margins', () => {
    const position = 0.95 * (sorted.length - 1);
    const below = sorted[Math.floor(position)];
    const above = sorted[Math.ceil(position)];
    const expected = below + (position % 1) * (above - below);
    const target = targetOf(data, triplets, marginSettings());
    expect(target).toBeCloseTo(expected, 14);
  });

  test('is the given target', () => {
    const settings = marginSettings({ target: 0.7 });
    expect(targetOf(data, triplets, settings)).toBe(0.7);
  });

  test('auto is the largest magnitude of a margin if none is positive', () => {
    // margins of (0, 10, 1) and (11, 1, 10): (1 − 100) / (2 · 9); of (10, 0, 11) and (1, 11, 0): (1 − 100) / (2 · 11)
    const inputs = onLine(0, 10, 1, 11);
    const violated = runSync(
      mineTriplets(inputs, { targets: 1, impostors: 1 }),
    );
    expect(targetOf(inputs, violated, marginSettings())).toBe(5.5);
  });

  test('auto is 1 where all rows coincide', () => {
    const inputs = { ...data, values: new Float64Array(data.values.length) };
    expect(targetOf(inputs, triplets, marginSettings())).toBe(1);
  });
});

describe('identities', () => {
  const X = rowsOf(data.values, columns);
  const M = metric.transpose().mmul(metric);
  const margins = marginsUnder(metric);

  test('1.1: m = c·Mz/‖Mz‖ with c = (x_j + x_l)/2 − x_i, so m ≤ ‖c‖', () => {
    for (const [t, [i, j, l]] of listed.entries()) {
      const c = X[i].map((value, k) => (X[j][k] + X[l][k]) / 2 - value);
      const z = Matrix.columnVector(X[l].map((value, k) => value - X[j][k]));
      const normal = M.mmul(z);
      const expected =
        Matrix.columnVector(c).dot(normal) / normal.norm('frobenius');
      expect(margins[t]).toBeCloseTo(expected, 12);
      expect(margins[t]).toBeLessThanOrEqual(Math.hypot(...c) + 1e-12);
    }
  });

  test('1.2: margins do not depend on the scale of M', () => {
    const scaled = marginsUnder(Matrix.mul(metric, 1000));
    expect(relativeError(scaled, margins)).toBeLessThan(1e-14);
  });

  test('1.3: m dominates the Lipschitz bound (d(i,l) − d(i,j)) / (2‖L‖₂)', () => {
    // ‖L‖₂² is the largest eigenvalue of L Lᵀ, here 2 × 2
    const gram = metric.mmul(metric.transpose());
    const half = gram.trace() / 2;
    const determinant =
      gram.get(0, 0) * gram.get(1, 1) - gram.get(0, 1) * gram.get(1, 0);
    const norm = Math.sqrt(half + Math.sqrt(half ** 2 - determinant));
    const distance = (a: number, b: number) =>
      metric
        .mmul(Matrix.columnVector(X[a].map((value, k) => value - X[b][k])))
        .norm('frobenius');
    for (const [t, [i, j, l]] of listed.entries()) {
      if (margins[t] <= 0) continue;
      const bound = (distance(i, l) - distance(i, j)) / (2 * norm);
      expect(margins[t]).toBeGreaterThanOrEqual(bound - 1e-12);
    }
  });

  test('margins are 0 if all images coincide', () => {
    const none = marginsUnder(Matrix.zeros(2, columns));
    expect(none.every((margin) => margin === 0)).toBe(true);
  });

  test('the pairs of equal triplets are created once', () => {
    const pairs = runSync(createMarginPairs(triplets, rows));
    expect(runSync(createMarginPairs(triplets, rows))).toBe(pairs);
  });

  test('⟨∂P/∂M, M⟩ = 0: the penalty is constant along the ray of M', () => {
    // along L·s, that is ⟨∂P/∂L, L⟩ = 0: Z changes by Z, W by 2W
    const clouds = cloudsOf(metric);
    const { gradient } = evaluate(createMargin({ target: 0.4 }), clouds);
    const end = rows * 2;
    const terms = gradient.map(
      (value, at) => value * clouds[at] * (at < end ? 1 : 2),
    );
    const size = terms.reduce((sum, term) => sum + Math.abs(term), 0);
    const sum = terms.reduce((total, term) => total + term, 0);
    expect(size).toBeGreaterThan(0.1);
    expect(Math.abs(sum)).toBeLessThan(1e-13 * size);
  });
});
