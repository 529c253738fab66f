import { describe, expect, test } from 'vitest';

import { FractionDone } from '../../../src/fit/async/FractionDone.ts';
import { resolveSolver } from '../../../src/solvers/resolveSolver.ts';

function fractionsOf(objectives: number[]): number[] {
  const done = new FractionDone(resolveSolver('lbfgs'));
  return objectives.map((objective, iteration) =>
    done.after({ iteration, objective, gradientNorm: 1 }),
  );
}

describe('the fraction of a fit that is done', () => {
  test.each([
    ['decreases as a power', (i: number) => 1 + 0.5 ** i],
    ['reaches 0', (i: number) => Math.max(5 - i, 0)],
    ['becomes negative', (i: number) => 10 - i],
    ['is always 0', () => 0],
  ])('is a number that never decreases if the objective %s', (_, objective) => {
    const fractions = fractionsOf(
      Array.from({ length: 30 }, (__, i) => objective(i)),
    );
    expect(fractions.toSorted((a, b) => a - b)).toStrictEqual(fractions);
    expect(fractions.every(Number.isFinite)).toBe(true);
    expect(fractions[0]).toBeGreaterThanOrEqual(0);
    expect(fractions.at(-1)).toBeLessThan(1);
  });
});
