import { expect, test } from 'vitest';

import { StoppingRule, createState } from '../../src/solvers/quasiNewton.ts';

/** The iteration at which a rule stops, for values that halve their distance from a limit. */
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
  // five iterations gain 31 · 2⁻ⁱ, and the tolerance is 5 · 1e−4
  expect(stopAt(1)).toBe(16);
  expect(stopAt(1000)).toBe(6);
});

test('a value that ends at 0 never reaches a relative gain that is too small', () => {
  expect(stopAt(0)).toBeGreaterThan(1000);
});

test('gains are compared with a magnitude if one is given', () => {
  expect(stopAt(0, () => 1)).toBe(16);
});

/** The reason to stop at the start, at (3, 4), where the value is 100. */
function reasonOf(gradientNorm: number, x = [3, 4]): string | undefined {
  const state = createState(Float64Array.from(x));
  state.value = 100;
  const progress = {
    iteration: 0,
    evaluations: 1,
    objective: 100,
    gradientNorm,
  };
  return new StoppingRule({ tolerance: 1e-4 }).findReason(state, progress);
}

test('flat: a step of the length of x would gain at most the tolerance, a hundredth', () => {
  expect(reasonOf(0.002)).toBe('gradient');
  expect(reasonOf(0.0021)).toBeUndefined();
  expect(reasonOf(0.04)).toBeUndefined();
});

test('at the origin only a gradient of 0 is flat', () => {
  expect(reasonOf(1e-300, [0, 0])).toBeUndefined();
  expect(reasonOf(0, [0, 0])).toBe('gradient');
});

test('the rule waits for five iterations', () => {
  const rule = new StoppingRule({ tolerance: 1e-4 });
  const state = createState(Float64Array.of(1));
  state.value = 7;
  const reasons = Array.from({ length: 6 }, (_, iteration) =>
    rule.findReason(state, {
      iteration,
      evaluations: iteration,
      objective: 7,
      gradientNorm: 1,
    }),
  );
  expect(reasons).toStrictEqual([
    ...new Array<undefined>(5).fill(undefined),
    'objective',
  ]);
});
