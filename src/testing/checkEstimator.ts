import { seededRandom } from '../data/random.ts';
import { describe } from '../options/describe.ts';

import type { CheckData, EstimatorCheck, Subject } from './Subject.ts';
import { failureChecks } from './checks/failureChecks.ts';
import { fitChecks } from './checks/fitChecks.ts';
import { inputChecks } from './checks/inputChecks.ts';
import { invarianceChecks } from './checks/invarianceChecks.ts';

/** All checks, in the order in which they run. */
const CHECKS: EstimatorCheck[] = [
  ...fitChecks,
  ...inputChecks,
  ...invarianceChecks,
  ...failureChecks,
];

/** Rows, columns and classes of the data. */
const SHAPE = { rows: 45, columns: 3, classes: 3, unseen: 7 };

/**
 * Checks what every estimator of this library guarantees, in the manner of scikit-learn's `check_estimator`: inputs are
 * not modified; the same data give bitwise identical results; a fit does not depend on earlier fits; saving and loading
 * changes nothing; the names of labels, the units of standardized columns and the order of rows make no difference;
 * invalid input is refused with a `TypeError` or a `RangeError`, and changes nothing. For authors of losses: `await
 * checkEstimator(() => new MetricLearner({ loss }))`.
 * @param create - Creates a new estimator each time: a `MetricLearner`, a `MetricKNN`, or an object with their methods.
 * @returns The names of all checks.
 * @throws {Error} If a check fails, with its name and what was found.
 * @throws {TypeError} If create is not a function, or does not return an estimator.
 */
export async function checkEstimator(create: () => Subject): Promise<string[]> {
  if (typeof create !== 'function') {
    throw new TypeError(`create must be a function, got ${describe(create)}`);
  }
  checkSubject(create());
  const all = createData();
  const subject = {
    create,
    data: { X: all.X.slice(SHAPE.unseen), y: all.y.slice(SHAPE.unseen) },
    unseen: all.X.slice(0, SHAPE.unseen),
  };
  for (const { name, run } of CHECKS) {
    try {
      // eslint-disable-next-line no-await-in-loop -- in order: the first failure is reported
      await run(subject);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`${name}: ${reason}`, { cause: error });
    }
  }
  return CHECKS.map(({ name }) => name);
}

function checkSubject(subject: Subject): void {
  const { fit, transform, train, predict } = subject ?? {};
  if (fit && transform) return;
  if (train && predict) return;
  throw new TypeError(
    `create must return an object with fit and transform, or with train and predict, got ${describe(subject)}`,
  );
}

// classes that overlap; multiples of 1/32, whose sums are exact
function createData(): CheckData {
  const { rows, columns, classes, unseen } = SHAPE;
  const random = seededRandom(1);
  const y = Array.from(
    { length: rows + unseen },
    (_, row) => `class ${row % classes}`,
  );
  const X = y.map((_, row) =>
    Array.from({ length: columns }, (__, column) => {
      const center = column === 0 ? 2 * (row % classes) : 0;
      return center + Math.round(64 * (random() + random() + random())) / 32;
    }),
  );
  return { X, y };
}
