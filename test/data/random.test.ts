import fc from 'fast-check';
import { expect, test } from 'vitest';

import { seededRandom, shuffle } from '../../src/data/random.ts';

test('shuffle permutes a copy, and draws one random number fewer than there are items', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(9), { minLength: 1 }),
      fc.nat(),
      (rows, seed) => {
        const before = rows.slice();
        const next = seededRandom(seed);
        let drawn = 0;
        const shuffled = shuffle(rows, () => {
          drawn++;
          return next();
        });
        expect(rows).toStrictEqual(before);
        expect(Int32Array.from(shuffled).toSorted()).toStrictEqual(
          Int32Array.from(rows).toSorted(),
        );
        expect(drawn).toBe(rows.length - 1);
      },
    ),
  );
});

test('shuffle gives all orders with equal probability', () => {
  const random = seededRandom(1);
  const times = 6000;
  const counts = new Map<string, number>();
  for (let time = 0; time < times; time++) {
    const order = shuffle([0, 1, 2], random).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  // 1/6 ± 5 standard deviations of a binomial share
  const width = 5 * Math.sqrt((1 / 6) * (5 / 6) * times);
  for (const count of counts.values()) {
    expect(Math.abs(count - times / 6)).toBeLessThan(width);
  }
});
