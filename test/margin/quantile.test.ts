import fc from 'fast-check';
import { expect, test } from 'vitest';

import { runSync } from '../../src/async/work.ts';
import { quantile } from '../../src/margin/marginTarget.ts';

test('interpolates between sorted values', () => {
  const values = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1 });
  const fraction = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(values, fraction, (list, part) => {
      const sorted = list.toSorted((a, b) => a - b);
      const position = part * (list.length - 1);
      const below = sorted[Math.floor(position)];
      const above = sorted[Math.ceil(position)];
      const expected = below + (position % 1) * (above - below);
      expect(runSync(quantile(Float64Array.from(list), part))).toBeCloseTo(
        expected,
        12,
      );
    }),
  );
});

test('agrees with numpy', () => {
  // numpy.quantile([3.5, -1, 0.25, 8, 2, 2, 7.75], [.05, .5, .95]) of numpy 1.24
  const values = [3.5, -1, 0.25, 8, 2, 2, 7.75];
  const found = [0.05, 0.5, 0.95].map((part) =>
    runSync(quantile(Float64Array.from(values), part)),
  );
  for (const [at, expected] of [-0.625, 2, 7.925].entries()) {
    expect(found[at]).toBeCloseTo(expected, 12);
  }
});

test.each([0.05, 0.5, 0.95])(
  'needs only a few passes over sorted values, part %f',
  (part) => {
    // a pass with the median as the pivot halves the rest; one with an end as the pivot would remove a single value
    const ascending = Float64Array.from({ length: 1024 }, (_, at) => at);
    for (const values of [ascending, ascending.toReversed()]) {
      const passes = Array.from(quantile(values, part)).length;
      expect(passes).toBeLessThanOrEqual(2 * Math.log2(values.length));
    }
  },
);
