import fc from 'fast-check';
import type { AdversarialExampleOptions } from 'ml-metric-learning';
import { adversarialExample } from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

import { metricOf } from '../../oracles/metricOf.ts';
import { normals, rowsOf } from '../../oracles/randomData.ts';

const columns = 4;
const norms = [1, 2, Infinity];
const spaces = ['standardized', 'raw'] as const;
const ways = norms.flatMap((norm) =>
  spaces.map((units): AdversarialExampleOptions => ({ norm, units })),
);
const all = [...ways, ...ways.map((way) => ({ ...way, fixed: [1, 3] }))];

function example(seed: number, components = columns) {
  const rows = rowsOf(normals((components + 3) * columns, seed), columns);
  const scale = [0.1, 1, 3, 20];
  const metric = metricOf(rows.slice(3), [1, 2, 3, 4], scale);
  return { metric, anchor: rows[0], target: rows[1], impostor: rows[2] };
}

/** The norm of a step, in the units of the options. */
function sizeOf(
  step: number[],
  scale: number[],
  { norm, units }: AdversarialExampleOptions,
): number {
  const entries = step.map((value, column) =>
    Math.abs(units === 'raw' ? value : value / scale[column]),
  );
  if (norm === Infinity) return Math.max(...entries);
  if (norm === 1) return entries.reduce((a, b) => a + b);
  return Math.hypot(...entries);
}

function minus(a: number[], b: number[]): number[] {
  return a.map((value, column) => value - b[column]);
}

describe.each(all)('%o', (options) => {
  const { fixed = [] } = options;

  test('1.4, 1.5: target and impostor tie there, at the distance of the margin', () => {
    for (let seed = 0; seed < 50; seed++) {
      const { metric, anchor, target, impostor } = example(
        seed,
        1 + (seed % 4),
      );
      const { margin, example: tie } = adversarialExample(
        metric,
        anchor,
        target,
        impostor,
        options,
      );
      const near = metric.distance(tie, target) ** 2;
      const far = metric.distance(tie, impostor) ** 2;
      expect(Math.abs(near - far)).toBeLessThan(1e-11 * (1 + near));
      const size = sizeOf(minus(tie, anchor), metric.scale, options);
      expect(size).toBeCloseTo(Math.abs(margin), 11);
      for (const column of fixed) expect(tie[column]).toBe(anchor[column]);
      const ahead =
        metric.distance(anchor, impostor) - metric.distance(anchor, target);
      expect(Math.sign(margin)).toBe(Math.sign(ahead));
    }
  });

  test('no smaller step changes which of them is nearer', () => {
    fc.assert(
      fc.property(
        fc.nat(40),
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
          minLength: columns,
          maxLength: columns,
        }),
        (seed, any) => {
          const direction = any.map((v, k) => (fixed.includes(k) ? 0 : v));
          const { metric, anchor, target, impostor } = example(seed);
          const { margin } = adversarialExample(
            metric,
            anchor,
            target,
            impostor,
            options,
          );
          const size = sizeOf(direction, metric.scale, options);
          fc.pre(size > 1e-6);
          const factor = (0.999 * Math.abs(margin)) / size;
          const moved = anchor.map((v, k) => v + factor * direction[k]);
          const before =
            metric.distance(anchor, impostor) - metric.distance(anchor, target);
          const after =
            metric.distance(moved, impostor) - metric.distance(moved, target);
          expect(Math.sign(after)).toBe(Math.sign(before));
        },
      ),
      { numRuns: 300 },
    );
  });
});

test('1.5: raw units are standard deviations of 1', () => {
  const { metric, anchor, target, impostor } = example(3);
  const components = metric.components.to2DArray();
  const inRaw = adversarialExample(metric, anchor, target, impostor, {
    units: 'raw',
  });
  expect(
    adversarialExample(metricOf(components), anchor, target, impostor),
  ).toStrictEqual(inRaw);
});

test('1.5: q in raw units is zᵀ M Q M z with Q = diag(1/σ²)', () => {
  // M acts on standardized rows, where the perturbation of raw columns is measured through Q
  const { metric, anchor, target, impostor } = example(4);
  const { scale } = metric;
  const { margin } = adversarialExample(metric, anchor, target, impostor, {
    units: 'raw',
  });
  const map = metric.components.mulRowVector(scale);
  const M = map.transpose().mmul(map);
  const z = minus(impostor, target).map((value, k) => value / scale[k]);
  const Mz = M.to2DArray().map((row) =>
    row.reduce((sum, value, k) => sum + value * z[k], 0),
  );
  const q = Mz.reduce((sum, value, k) => sum + (value / scale[k]) ** 2, 0);
  const D =
    metric.distance(anchor, impostor) ** 2 -
    metric.distance(anchor, target) ** 2;
  expect(margin).toBeCloseTo(D / (2 * Math.sqrt(q)), 12);
});

test('an anchor far from the origin keeps its digits', () => {
  // 1.1: m = c·n/‖n‖ with c = (x_j + x_l)/2 − x_i, here along the first axis: −10¹² + 1/2
  const metric = metricOf([[1, 0]]);
  const { margin } = adversarialExample(metric, [1e12, 0], [0, 0], [1, 0]);
  expect(margin).toBe(0.5 - 1e12);
});

test('a column orthogonal to the normal is not changed', () => {
  const metric = metricOf([
    [1, 0],
    [0, 1],
  ]);
  for (const options of ways) {
    const found = adversarialExample(metric, [0, 0], [1, 3], [4, 3], options);
    expect(found).toStrictEqual({ margin: 2.5, example: [2.5, 0] });
  }
});

test('the margin is 0 at the anchor where the metric cannot separate impostor and target', () => {
  const metric = metricOf([[1, 0]]);
  for (const options of ways) {
    expect(
      adversarialExample(metric, [0, 0], [1, 5], [1, 6], options),
    ).toStrictEqual({ margin: 0, example: [0, 0] });
  }
});

test('with fixed columns, rows may tie nowhere', () => {
  const metric = metricOf([
    [1, 0],
    [0, 1],
  ]);
  const call = (impostor: number[]) =>
    adversarialExample(metric, [0, 0], [1, 3], impostor, { fixed: [0] });
  expect(() => call([4, 3])).toThrow(
    new RangeError(
      'fixed must leave a column free in which the metric tells impostor from target: without one, they tie nowhere',
    ),
  );
  expect(call([-1, 3])).toStrictEqual({ margin: 0, example: [0, 0] });
});

test('errors name bad input', () => {
  const { metric, anchor, target } = example(1);
  const call = (impostor: unknown, options?: unknown) =>
    adversarialExample(
      metric,
      anchor,
      target,
      impostor as number[],
      options as AdversarialExampleOptions,
    );
  expect(() => call([1, 2, 3])).toThrow(
    new RangeError('impostor must have 4 numbers, got 3'),
  );
  expect(() => call([1, 2, 3, Number.NaN])).toThrow(
    new RangeError('impostor[3] must be finite, got NaN'),
  );
  expect(() => adversarialExample(metric, [1], target, anchor)).toThrow(
    new RangeError('anchor must have 4 numbers, got 1'),
  );
  expect(() => adversarialExample(metric, anchor, [1], anchor)).toThrow(
    new RangeError('target must have 4 numbers, got 1'),
  );
  expect(() => call(anchor, { norm: 3 })).toThrow(
    new RangeError('norm must be 1, 2 or Infinity, got 3'),
  );
  expect(() => call(anchor, { units: 'sigma' })).toThrow(
    new RangeError("units must be 'standardized' or 'raw', got 'sigma'"),
  );
  expect(() => call(anchor, { fixed: [0, 4] })).toThrow(
    new RangeError('fixed[1] must be at most 3 (the last column of X), got 4'),
  );
  expect(() => call(anchor, { fixed: [0, 1, 2, 3] })).toThrow(
    new RangeError(
      'fixed must leave at least one column free, got all 4 columns of X',
    ),
  );
  expect(() => call(anchor, { nrom: 2 })).toThrow(
    new TypeError("unknown option 'nrom' in options, did you mean 'norm'?"),
  );
  expect(() => call([1e200, 1e200, 1e200, 1e200])).toThrow(
    /^a margin must be finite, got (?:NaN|-?Infinity): the rows are too far apart$/,
  );
  expect(() =>
    adversarialExample('knn' as never, anchor, target, anchor),
  ).toThrow(new TypeError("metric must be a MetricLearner, got 'knn'"));
});
