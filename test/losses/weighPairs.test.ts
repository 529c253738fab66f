import { expect, test } from 'vitest';

import { weighPairs } from '../../src/losses/weighPairs.ts';
import { randomTriplets } from '../oracles/randomData.ts';

test.each([1, 2, 3, 4])(
  'every target of every anchor has the same weight, and other pairs have none: seed %i',
  (seed) => {
    const { triplets } = randomTriplets(25, 2, 3, seed);
    const { anchors, targets, pairs } = triplets;
    const directed = new Set(
      Array.from(anchors, (anchor, at) => `${anchor} ${targets[at]}`),
    );
    const expected = Array.from(pairs.first, (first, pair) => {
      const second = pairs.second[pair];
      return [`${first} ${second}`, `${second} ${first}`].filter((ends) =>
        directed.has(ends),
      ).length;
    });
    const { places, weights } = weighPairs(triplets, triplets.targetPairs, 0.7);
    expect(Array.from(places)).toStrictEqual(
      Array.from(expected.keys()).filter((pair) => expected[pair] > 0),
    );
    expect(weights).toHaveLength(places.length);
    for (const [at, weight] of weights.entries()) {
      const share = (0.7 * expected[places[at]]) / directed.size;
      expect(weight).toBeCloseTo(share, 15);
    }
  },
);
