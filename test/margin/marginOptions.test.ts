import { describe, expect, test } from 'vitest';

import type { MarginOptions } from '../../src/margin/marginOptions.ts';
import { resolveMarginOptions } from '../../src/margin/marginOptions.ts';
import { range, type } from '../oracles/errors.ts';

const defaults = {
  weight: 1,
  target: 'auto',
  shape: 'squared',
  norm: 2,
  units: 'standardized',
  epsilon: 'auto',
  fixed: [],
};

test('fills in the defaults', () => {
  expect(resolveMarginOptions()).toStrictEqual(defaults);
  expect(resolveMarginOptions({ shape: 'hinge' })).toStrictEqual({
    ...defaults,
    shape: 'hinge',
  });
  expect(resolveMarginOptions({ shape: 'convex' })).toStrictEqual({
    ...defaults,
    shape: 'convex',
    weight: 0.1,
  });
});

test('keeps given options', () => {
  const own = {
    weight: 0,
    target: 3,
    shape: 'convex',
    norm: 1,
    units: 'raw',
    epsilon: 0,
    fixed: [4, 0, 4],
  } satisfies MarginOptions;
  expect(resolveMarginOptions(own)).toStrictEqual(own);
});

test('infinity is written as a name for JSON', () => {
  for (const norm of [Infinity, 'Infinity'] as const) {
    expect(resolveMarginOptions({ norm })).toMatchObject({ norm: Infinity });
  }
});

test('false turns the margin off', () => {
  expect(resolveMarginOptions(false)).toBe(false);
});

describe('bad input', () => {
  const names = 'weight, target, shape, norm, units, epsilon, fixed';

  test.each([
    [true, type('margin must be false or an object, got true')],
    [5, type('margin must be an object, got 5')],
    [
      { penalty: 1 },
      type(`unknown option 'penalty' in margin; known options: ${names}`),
    ],
    [{ weight: -1 }, range('margin.weight must be at least 0, got -1')],
    [{ weight: '1' }, type("margin.weight must be a number, got '1'")],
    [{ target: 0 }, range('margin.target must be greater than 0, got 0')],
    [{ target: 'best' }, type("margin.target must be a number, got 'best'")],
    [
      { shape: 'round' },
      range("margin.shape must be 'squared', 'hinge' or 'convex', got 'round'"),
    ],
    [{ norm: 3 }, range('margin.norm must be 2, 1 or Infinity, got 3')],
    [
      { units: 'metres' },
      range("margin.units must be 'standardized' or 'raw', got 'metres'"),
    ],
    [{ epsilon: -1 }, range('margin.epsilon must be at least 0, got -1')],
    [{ epsilon: 'none' }, type("margin.epsilon must be a number, got 'none'")],
    [
      { fixed: 3 },
      type('margin.fixed must be an array of column indices, got 3'),
    ],
    [
      { fixed: Int32Array.of(1) },
      type('margin.fixed must be an array of column indices, got a Int32Array'),
    ],
    [{ fixed: [0, -1] }, range('margin.fixed[1] must be at least 0, got -1')],
    [
      { fixed: [0.5] },
      range('margin.fixed[0] must be a whole number, got 0.5'),
    ],
    [{ fixed: ['0'] }, type("margin.fixed[0] must be a number, got '0'")],
    // a hole
    [
      { fixed: new Array(1) },
      type('margin.fixed[0] must be a number, got undefined'),
    ],
  ])('%o', (options, error) => {
    expect(() => resolveMarginOptions(options as MarginOptions)).toThrow(error);
  });
});
