import { expect, test } from 'vitest';

import { ownCopies } from '../../src/losses/ownCopies.ts';
import { randomTriplets } from '../oracles/randomData.ts';

/** All arrays in a value, whatever holds them. */
function arraysOf(value: unknown): unknown[] {
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(arraysOf);
}

test('copies say the same, and share no array', () => {
  const given = randomTriplets(12, 3, 2, 1);
  const own = ownCopies(given);
  expect(own).toStrictEqual(given);
  const [theirs, ours] = [arraysOf(given), arraysOf(own)];
  expect(ours).toHaveLength(theirs.length);
  expect(theirs.length).toBeGreaterThanOrEqual(9);
  for (const [at, array] of ours.entries()) expect(array).not.toBe(theirs[at]);
});
