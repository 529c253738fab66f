/** More splits than fit into memory are refused before any is created. */
import {
  MetricKNN,
  crossValidate,
  kFold,
  search,
  shuffleSplit,
  stratifiedKFold,
  stratifiedShuffleSplit,
} from 'ml-metric-learning';
import { describe, expect, test } from 'vitest';

const y = Array.from({ length: 96 }, (_, row) => row % 2);
const X = y.map((label, row) => [label + row]);
const validation = { repeats: 1e9 };

/** 2²⁸ numbers: 128 per split, 96 of which are its rows; folds have five splits per repeat. */
const dealt = 'repeats must be at most 419430';
const drawn = 'repeats must be at most 2097152';
const reason = '(for all splits to fit into memory), got 1000000000';

test.each([
  ['kFold', () => kFold(96, validation), dealt],
  ['stratifiedKFold', () => stratifiedKFold(y, validation), dealt],
  ['shuffleSplit', () => shuffleSplit(96, validation), drawn],
  [
    'stratifiedShuffleSplit',
    () => stratifiedShuffleSplit(y, validation),
    drawn,
  ],
  [
    'crossValidate',
    () => crossValidate(MetricKNN, { metric: false }, X, y, validation),
    dealt,
  ],
])('%s refuses repeats that do not fit into memory', (_, split, message) => {
  expect(split).toThrow(new RangeError(`${message} ${reason}`));
});

test('search refuses repeats that do not fit into memory', async () => {
  await expect(
    search(MetricKNN, { k: [1, 3] }, X, y, validation),
  ).rejects.toThrow(new RangeError(`${dealt} ${reason}`));
});

describe('many rows', () => {
  test('limit the number of repeats', () => {
    expect(() => kFold(2 ** 24, { folds: 8, repeats: 2 })).toThrow(
      'repeats must be at most 1 (for all splits to fit into memory), got 2',
    );
    expect(() => shuffleSplit(2 ** 24, { repeats: 16 })).toThrow(
      'repeats must be at most 15 (for all splits to fit into memory), got 16',
    );
  });

  test('are refused before they take memory', () => {
    expect(() => shuffleSplit(4e9)).toThrow(
      'repeats must be at most 1 (for all splits to fit into memory), got 10',
    );
  });
});

test('thousands of repeats are allowed', () => {
  expect(
    stratifiedKFold([0, 0, 1, 1], { folds: 2, repeats: 5000 }),
  ).toHaveLength(10_000);
});
