import fc from 'fast-check';
import { expect, test } from 'vitest';

import { signTest } from '../../../../src/report/page/sections/compareSection.ts';

test('the p-value is that of all coin flips enumerated', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 7 }),
      fc.integer({ min: 0, max: 7 }),
      (wins, losses) => {
        const tosses = wins + losses;
        let uneven = 0;
        for (let fall = 0; fall < 2 ** tosses; fall++) {
          const heads = Array.from(
            { length: tosses },
            (_, at) => Math.floor(fall / 2 ** at) % 2,
          ).filter(Boolean).length;
          if (Math.abs(2 * heads - tosses) >= Math.abs(wins - losses)) uneven++;
        }
        // sums of at most eight terms
        expect(signTest(wins, losses)).toBeCloseTo(uneven / 2 ** tosses, 12);
      },
    ),
  );
});

test('a thousand rows are fast enough', () => {
  expect(signTest(500, 500)).toBeCloseTo(1, 9);
  expect(signTest(1000, 0)).toBeGreaterThan(0);
});
