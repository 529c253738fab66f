import { expect, test } from 'vitest';

import { createState } from '../../src/solvers/State.ts';
import { StoppingRule } from '../../src/solvers/StoppingRule.ts';

/** The iteration at which a rule stops, of values that halve their distance from an end. */
function stopAt(end: number, magnitude?: () => number): number {
  const rule = new StoppingRule({ tolerance: 1e-4, magnitude });
  for (let iteration = 0; ; iteration++) {
    const state = createState(Float64Array.of(1));
    state.value = end + 2 ** -iteration;
    const progress = {
      iteration,
      evaluations: iteration,
      objective: state.value,
      gradientNorm: 1e9,
    };
    if (rule.findReason(state, progress)) return iteration;
  }
}

test('gains are compared with the value', () => {
  // over five iterations 31 · 2⁻ⁱ is gained, and 5 · 1e−4 asked for
  expect(stopAt(1)).toBe(16);
  expect(stopAt(1000)).toBe(6);
});

test('a value that ends at 0 never gains too little of itself', () => {
  expect(stopAt(0)).toBeGreaterThan(1000);
});

test('gains are compared with a magnitude, if there is one', () => {
  expect(stopAt(0, () => 1)).toBe(16);
});
