import { readFileSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { LineSearch } from '../../src/solvers/LineSearch.ts';

const reference = JSON.parse(
  readFileSync(new URL('../reference/dcsrch.json', import.meta.url), 'utf8'),
) as { steps: Record<string, number[][]> };

interface Line {
  value: (step: number) => number;
  slope: (step: number) => number;
}

/** The test functions of Moré and Thuente (ACM TOMS 20, 1994), section 5. */
const moreThuente: Record<string, Line> = {
  '1': {
    value: (a) => -a / (a * a + 2),
    slope: (a) => (a * a - 2) / (a * a + 2) ** 2,
  },
  '2': {
    value: (a) => (a + 0.004) ** 5 - 2 * (a + 0.004) ** 4,
    slope: (a) => 5 * (a + 0.004) ** 4 - 8 * (a + 0.004) ** 3,
  },
  '3': third(0.01, 39),
  '4': yanai(0.001, 0.001),
  '5': yanai(0.01, 0.001),
  '6': yanai(0.001, 0.01),
};

/** Further functions, for the branches that those do not reach. */
const others: Record<string, Line> = {
  '7': {
    value: (a) => (a - 5) ** 4 - 3 * a,
    slope: (a) => 4 * (a - 5) ** 3 - 3,
  },
  '8': {
    value: (a) => -Math.sin(a) * Math.exp(-a / 20) - a / 1000,
    slope: (a) =>
      (Math.sin(a) / 20 - Math.cos(a)) * Math.exp(-a / 20) - 1 / 1000,
  },
};

function third(beta: number, l: number): Line {
  const wave = (2 * (1 - beta)) / (l * Math.PI);
  const base = (a: number) => {
    if (a <= 1 - beta) return 1 - a;
    if (a >= 1 + beta) return a - 1;
    return (a - 1) ** 2 / (2 * beta) + beta / 2;
  };
  const baseSlope = (a: number) => {
    if (a <= 1 - beta) return -1;
    return a >= 1 + beta ? 1 : (a - 1) / beta;
  };
  return {
    value: (a) => base(a) + wave * Math.sin((l * Math.PI * a) / 2),
    slope: (a) => baseSlope(a) + (1 - beta) * Math.cos((l * Math.PI * a) / 2),
  };
}

function yanai(beta1: number, beta2: number): Line {
  const gamma = (beta: number) => Math.sqrt(1 + beta ** 2) - beta;
  const root1 = (a: number) => Math.hypot(1 - a, beta2);
  const root2 = (a: number) => Math.hypot(a, beta1);
  return {
    value: (a) => gamma(beta1) * root1(a) + gamma(beta2) * root2(a),
    slope: (a) =>
      (gamma(beta1) * (a - 1)) / root1(a) + (gamma(beta2) * a) / root2(a),
  };
}

function run({ value, slope }: Line, first: number) {
  const search = new LineSearch();
  search.start(value(0), slope(0), first);
  const steps: number[] = [];
  while (!search.done) {
    steps.push(search.step);
    search.update(value(search.step), slope(search.step));
  }
  return { step: search.step, steps };
}

describe.each(Object.entries({ ...moreThuente, ...others }))(
  'function %s',
  (name, line) => {
    test.each(
      reference.steps[name].map((theirs) => ({ first: theirs[0], theirs })),
    )(
      'from $first it tries the steps of MINPACK-2 and ends where both conditions hold',
      ({ first, theirs }) => {
        const { step, steps } = run(line, first);
        expect(steps).toHaveLength(theirs.length);
        for (const [at, expected] of theirs.entries()) {
          // near a minimum, cubics lose digits to cancellation
          expect(Math.abs(steps[at] / expected - 1)).toBeLessThan(1e-6);
        }
        const decline = line.slope(0);
        const sufficient = line.value(0) + 1e-4 * step * decline;
        expect(line.value(step)).toBeLessThanOrEqual(sufficient);
        expect(Math.abs(line.slope(step))).toBeLessThanOrEqual(-0.9 * decline);
      },
    );
  },
);

test('it leaves a region that is not finite', () => {
  const line: Line = {
    value: (a) => (a < 0.5 ? (a - 0.3) ** 2 : Infinity),
    slope: (a) => (a < 0.5 ? 2 * (a - 0.3) : Number.NaN),
  };
  for (const first of [0.49, 1, 1e10]) {
    const { step } = run(line, first);
    expect(step).toBeGreaterThan(0);
    expect(line.value(step)).toBeLessThan(0.09);
  }
});

test('at a kink, where no step fulfils the curvature condition, it settles near the minimum', () => {
  const line: Line = {
    value: (a) => Math.max(-a, 10 * (a - 1.1)),
    slope: (a) => (a < 1 ? -1 : 10),
  };
  const { step } = run(line, 0.3);
  expect(step).toBeLessThanOrEqual(1);
  expect(step).toBeGreaterThan(0.99);
});

test('if nothing is lower than the start, the step is 0', () => {
  const line: Line = { value: (a) => a, slope: () => -1 };
  const { step, steps } = run(line, 1);
  expect(step).toBe(0);
  // it searched near the start
  expect(Math.min(...steps)).toBeLessThan(1e-3);
});

test('it does not step beyond infinite values again', () => {
  const wall = 1.3;
  const line: Line = {
    value: (a) => (a < wall ? -a : Infinity),
    slope: (a) => (a < wall ? -1 : Number.NaN),
  };
  const { step, steps } = run(line, 1);
  const [first, ...others] = steps.filter((tried) => tried >= wall);
  expect(first).toBeGreaterThan(wall);
  // each of the other steps is nearer to it than the one before
  for (const [at, tried] of others.entries()) {
    expect(tried).toBeLessThan(at === 0 ? first : others[at - 1]);
  }
  expect(step).toBeGreaterThan(1);
  expect(step).toBeLessThan(wall);
  expect(Math.min(...steps)).toBe(1);
});

test('before it begins, it is done', () => {
  expect(new LineSearch()).toMatchObject({ step: 0, done: true });
});

test('it gives up after 30 evaluations, each at a tenth of the last step', () => {
  const { step, steps } = run(
    { value: (a) => (a ? Infinity : 0), slope: () => -1 },
    1,
  );
  expect(step).toBe(0);
  expect(steps).toHaveLength(30);
  for (const [at, tried] of steps.entries()) {
    expect(tried * 10 ** at).toBeCloseTo(1, 12);
  }
});

test.each([
  ['value', Number.NaN, -1],
  ['slope', -1, Number.NaN],
])('it avoids points where only the %s is not finite', (_, value, slope) => {
  const line: Line = {
    value: (a) => (a < 0.5 ? (a - 0.3) ** 2 : value),
    slope: (a) => (a < 0.5 ? 2 * (a - 0.3) : slope),
  };
  const { step } = run(line, 1);
  expect(step).toBeGreaterThan(0);
  expect(step).toBeLessThan(0.5);
});

test('the units of the function do not matter', () => {
  for (const [name, line] of Object.entries({ ...moreThuente, ...others })) {
    for (const [first] of reference.steps[name]) {
      const { steps } = run(line, first);
      for (const unit of [2 ** -600, 2 ** 600]) {
        const scaled: Line = {
          value: (a) => unit * line.value(a),
          slope: (a) => unit * line.slope(a),
        };
        expect(run(scaled, first).steps).toStrictEqual(steps);
      }
    }
  }
});

describe('at a kink, it ends when the bracket is narrow, before the limit of evaluations', () => {
  const cases = [1, 2].flatMap((steepness) =>
    [0.5, 1.1, 2, 1000].flatMap((kink) =>
      [0.3, 1, 2].map((first) => ({ steepness, kink, first })),
    ),
  );

  test.each(cases)('%o', ({ steepness, kink, first }) => {
    const line: Line = {
      value: (a) => Math.max(-a, steepness * (a - kink) - kink),
      slope: (a) => (a < kink ? -1 : steepness),
    };
    const { step, steps } = run(line, first);
    expect(steps.length).toBeLessThan(30);
    // a bracket of relative width 1e-6 with the kink inside
    expect(Math.abs(step / kink - 1)).toBeLessThan(1.1e-6);
    const reach = Math.max(...steps.map((tried) => Math.abs(tried / kink - 1)));
    expect(reach).toBeGreaterThan(1e-6);
    const values = steps.map((tried) => line.value(tried));
    expect(line.value(step)).toBe(Math.min(...values));
  });
});
