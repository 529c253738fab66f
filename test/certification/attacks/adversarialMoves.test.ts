import { MetricKNN, certify } from 'ml-metric-learning';
import { expect, test } from 'vitest';

import { runSync } from '../../../src/async/work.ts';
import { adversarialMoves } from '../../../src/certification/attacks/adversarialMoves.ts';
import type { SomeMoves } from '../../../src/certification/attacks/crossBoundary.ts';
import type { RadiusProblem } from '../../../src/certification/radius/certifiedRadii.ts';
import { pickRows, toDense } from '../../../src/data/Dense.ts';
import { fittedClassifierOf } from '../../../src/estimators/classifier/MetricKNN.ts';
import { predictCodes } from '../../../src/estimators/classifier/predictCodes.ts';
import { metricOf } from '../../oracles/metricOf.ts';
import { plainNorm } from '../../oracles/norms.ts';
import { normals, randomClasses, rowsOf } from '../../oracles/randomData.ts';

const COLUMNS = 3;
const SCALE = [2, 0.5, 3];
const { values, codes: classes } = randomClasses(45, COLUMNS, 3, 2);
const rows = rowsOf(values, COLUMNS).map((row) =>
  row.map((value, k) => value * SCALE[k]),
);
const knn = MetricKNN.fromMetric(
  metricOf(rowsOf(normals(2 * COLUMNS, 2), COLUMNS), [1, 0, -1], SCALE),
  rows,
  Array.from(classes),
  { k: 3 },
);
const classifier = fittedClassifierOf(knn, 'the test');
// more rows than are measured at once, 16
const asked = rowsOf(normals(37 * COLUMNS, 3), COLUMNS);
const data = toDense(asked, 'X');
const codes = runSync(predictCodes(classifier, data));

/** All steps of the work, and its result. */
function run(problem: Partial<RadiusProblem>): {
  steps: Array<number | undefined>;
  found: SomeMoves;
} {
  const work = adversarialMoves({
    classifier,
    data,
    codes,
    norm: 2,
    units: 'standardized',
    exact: false,
    ...problem,
  });
  const steps = [];
  for (;;) {
    const { done, value } = work.next();
    if (done) return { steps, found: value };
    steps.push(value);
  }
}

test.each([
  [1, 'raw'],
  [2, 'raw'],
  [2, 'standardized'],
  [Infinity, 'standardized'],
] as const)('norm %f, %s units: moves change the prediction', (norm, units) => {
  const { steps, found } = run({ norm, units });
  const lengths = units === 'raw' ? [1, 1, 1] : SCALE;
  expect(Array.from(found.lengths)).toStrictEqual(lengths);
  const all = Array.from(asked.keys());
  expect(steps.filter((step) => step !== undefined)).toStrictEqual(
    all.map((row) => row + 1),
  );
  expect(Array.from(found.which)).toStrictEqual(all);
  expect(found.data).toStrictEqual(data);
  expect(found.codes).toStrictEqual(codes);
  const goals = rowsOf(found.goals, COLUMNS);
  const moves = rowsOf(found.values, COLUMNS);
  const certificates = certify(knn, asked, { norm, units });
  for (const at of asked.keys()) {
    expect(knn.predict(goals[at])).not.toBe(codes[at]);
    // it leads to a boundary, which is never within the certified radius
    const size = plainNorm(moves[at], norm);
    expect(size * (1 + 1e-9)).toBeGreaterThan(certificates[at].radius);
  }
});

test('norm 2: moves go straight and end just beyond the boundary', () => {
  const { found } = run({ units: 'raw' });
  const goals = rowsOf(found.goals, COLUMNS);
  const moves = rowsOf(found.values, COLUMNS);
  for (const [at, row] of asked.entries()) {
    const whole = goals[at].map((value, k) => value - row[k]);
    const rest = whole.map((value, k) => value - moves[at][k]);
    // at most a tenth of a move that was tried before
    expect(plainNorm(rest, 2)).toBeLessThan(0.1 * plainNorm(whole, 2));
  }
});

test('each row is treated as if it were alone', () => {
  const { found } = run({});
  for (const row of [0, 15, 16, 31, 32, 36]) {
    const alone = run({
      data: pickRows(data, [row]),
      codes: codes.slice(row, row + 1),
    }).found;
    const place = (list: Float64Array) =>
      list.subarray(row * COLUMNS, (row + 1) * COLUMNS);
    expect(alone.values).toStrictEqual(place(found.values));
    expect(alone.goals).toStrictEqual(place(found.goals));
  }
});

test('only rows with a move are listed', () => {
  // two rows of b never win
  const few = new MetricKNN({ k: 5, metric: false }).train(
    [[0], [1], [2], [3], [50], [51]],
    ['a', 'a', 'a', 'a', 'b', 'b'],
  );
  const problem = {
    classifier: fittedClassifierOf(few, 'the test'),
    data: toDense([[1], [60], [2]], 'X'),
    units: 'raw',
  } as const;
  const none = run({ ...problem, codes: Int32Array.of(0, 0, 0) });
  expect(none.found.which).toHaveLength(0);
  expect(none.found.data.rows).toBe(0);
  expect(none.steps.filter((step) => step !== undefined)).toStrictEqual([
    1, 2, 3,
  ]);
  // a label that differs from the prediction needs no move
  const { found } = run({ ...problem, codes: Int32Array.of(0, 1, 0) });
  expect(Array.from(found.which)).toStrictEqual([1]);
  expect(Array.from(found.codes)).toStrictEqual([1]);
  expect(Array.from(found.data.values)).toStrictEqual([60]);
  expect([found.values.length, found.goals.length]).toStrictEqual([1, 1]);
});
