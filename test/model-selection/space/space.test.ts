import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { choice, logUniform, uniform } from 'ml-metric-learning';
import { expect, test } from 'vitest';

import { listCandidates } from '../../../src/model-selection/space/listCandidates.ts';
import { readSpace } from '../../../src/model-selection/space/readSpace.ts';

const listed = (space: Record<string, unknown>, samples?: number, seed = 0) =>
  listCandidates(readSpace(space), samples, seed);

test('a grid is the product of its arrays, in order', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 4 }), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(sizes, (counts) => {
      const space = Object.fromEntries(
        counts.map((count, at) => [
          `option${at}`,
          Array.from({ length: count }, (_, value) => value),
        ]),
      );
      let expected: object[] = [{}];
      for (const [name, values] of Object.entries(space)) {
        expected = expected.flatMap((options) =>
          values.map((value) => ({ ...options, [name]: value })),
        );
      }
      expect(listed(space)).toStrictEqual(expected);
    }),
  );
});

test('options and choices nest, and any other value is fixed', () => {
  const matrix = new Matrix([[1]]);
  const loss = { name: 'own', prepare: () => undefined, choices: [1, 2] };
  expect(
    listed({
      k: 3,
      metric: [false, { margin: { weight: [1, 2] }, init: [matrix, [[2]]] }],
    }),
  ).toStrictEqual([
    { k: 3, metric: false },
    { k: 3, metric: { margin: { weight: 1 }, init: matrix } },
    { k: 3, metric: { margin: { weight: 1 }, init: [[2]] } },
    { k: 3, metric: { margin: { weight: 2 }, init: matrix } },
    { k: 3, metric: { margin: { weight: 2 }, init: [[2]] } },
  ]);
  const [first] = listed({ metric: { loss }, init: matrix });
  expect(first).toStrictEqual({ metric: { loss }, init: matrix });
  expect((first as { metric: { loss: unknown } }).metric.loss).toBe(loss);
  expect(listed({ a: {}, b: [undefined, 1] })).toStrictEqual([
    { a: {} },
    { a: {}, b: 1 },
  ]);
  expect(listed({ a: choice([1, 2]), b: null })).toStrictEqual(
    listed({ a: [1, 2], b: null }),
  );
});

test('samples are seeded, as many as requested, and within their bounds', () => {
  const space = {
    a: uniform(-2, 3),
    b: { c: logUniform(1e-3, 1e3), d: choice(['x', uniform(5, 6)]) },
  };
  // a space is JSON
  const text = JSON.stringify(space);
  const written = JSON.parse(text) as typeof space;
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 40 }), (seed, samples) => {
      const candidates = listed(space, samples, seed);
      expect(candidates).toHaveLength(samples);
      expect(listed(written, samples, seed)).toStrictEqual(candidates);
      for (const candidate of candidates) {
        const { a, b } = candidate as {
          a: number;
          b: { c: number; d: unknown };
        };
        expect(a).toBeGreaterThanOrEqual(-2);
        expect(a).toBeLessThanOrEqual(3);
        expect(b.c).toBeGreaterThanOrEqual(1e-3);
        expect(b.c).toBeLessThanOrEqual(1e3);
        expect(b.d === 'x' || Math.floor(b.d as number) === 5).toBe(true);
      }
    }),
  );
  expect(listed(space, 5, 1)).not.toStrictEqual(listed(space, 5, 2));
});

test('orders of magnitude are equally likely', () => {
  const values = listed({ a: logUniform(1, 10_000) }, 4000).map((candidate) =>
    Math.floor(Math.log10((candidate as { a: number }).a)),
  );
  // a quarter ± 5 standard deviations
  const width = 5 * Math.sqrt(0.25 * 0.75 * 4000);
  for (const order of [0, 1, 2, 3]) {
    const count = values.filter((value) => value === order).length;
    expect(Math.abs(count - 1000)).toBeLessThan(width);
  }
});

test('samples of a grid are distinct, and the whole grid if it is smaller', () => {
  const space = { a: [1, 2, 3, 4], b: [{ c: [1, 2] }, { d: [1, 2, 3] }] };
  const all = listed(space).map((options) => JSON.stringify(options));
  expect(all).toHaveLength(20);
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 30 }), (seed, samples) => {
      const some = listed(space, samples, seed).map((options) =>
        JSON.stringify(options),
      );
      expect(new Set(some).size).toBe(Math.min(samples, 20));
      expect(some.every((options) => all.includes(options))).toBe(true);
    }),
  );
});

test('bounds can be as far apart as the largest numbers', () => {
  const most = Number.MAX_VALUE;
  const values = listed({ a: uniform(-most, most) }, 200).map(
    (candidate) => (candidate as { a: number }).a,
  );
  expect(values.every(Number.isFinite)).toBe(true);
  expect(new Set(values.map(Math.sign))).toStrictEqual(new Set([1, -1]));
});

test.each([30, 40, 60, 2000])(
  'in samples, %i options of two values each are independent, and take both values',
  (count) => {
    const names = Array.from({ length: count }, (_, at) => `option${at}`);
    const space = Object.fromEntries(names.map((name) => [name, [0, 1]]));
    const candidates = listed(space, 400) as Array<Record<string, number>>;
    // half of them ± 6 standard deviations, of which there are 10
    const isFair = (hits: number) => Math.abs(hits - 200) < 60;
    for (const [at, name] of names.entries()) {
      const before = names.at(at - 1) as string;
      const ones = candidates.filter((options) => options[name] === 1);
      const alike = candidates.filter(
        (options) => options[name] === options[before],
      );
      expect(isFair(ones.length)).toBe(true);
      expect(isFair(alike.length)).toBe(true);
    }
    const texts = new Set(candidates.map((options) => JSON.stringify(options)));
    expect(texts.size).toBe(400);
  },
);
