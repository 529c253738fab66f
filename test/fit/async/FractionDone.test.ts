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
  test('never decreases from mining to iterations', () => {
    const done = new FractionDone(resolveSolver('lbfgs'));
    const fractions = [0.1, 0.6, 1].map((mined) => done.whileMining(mined));
    expect(fractions[2]).toBeLessThan(0.5);
    for (let iteration = 0; iteration < 20; iteration++) {
      const objective = 1 + 0.5 ** iteration;
      fractions.push(done.after({ iteration, objective, gradientNorm: 1 }));
    }
    expect(fractions.toSorted((a, b) => a - b)).toStrictEqual(fractions);
    expect(fractions.at(-1)).toBeGreaterThan(fractions[2]);
    expect(fractions.at(-1)).toBeLessThan(1);
  });

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
