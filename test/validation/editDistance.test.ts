import fc from 'fast-check';
import leven from 'leven';
import { expect, test } from 'vitest';

import { editDistance } from '../../src/validation/editDistance.ts';

// few letters, so that words have some in common
const words = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
);

test('words are as far apart as leven says', () => {
  fc.assert(
    fc.property(words, words, (from, to) => {
      expect(editDistance(from, to)).toBe(leven(from, to));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['', '', 0],
  ['', 'seed', 4],
  ['margin', 'margin', 0],
  ['wieght', 'weight', 2],
  ['kitten', 'sitting', 3],
])('%o and %o are %i apart', (from, to, expected) => {
  expect(editDistance(from, to)).toBe(expected);
  expect(editDistance(to, from)).toBe(expected);
});
