import { Matrix } from 'ml-matrix';

import type { EstimatorCheck } from '../Subject.ts';
import { expectSame, learn, predict } from '../Subject.ts';

/** Kinds of input, and the results. */
export const inputChecks: EstimatorCheck[] = [
  {
    name: 'arrays, typed arrays and a Matrix give the same results',
    run: ({ create, data, unseen }) => {
      const expected = predict(learn(create(), data.X, data.y), unseen);
      for (const [kind, wrap] of [
        ['typed arrays', typed],
        ['a Matrix', (rows: number[][]) => new Matrix(rows)],
      ] as const) {
        const found = predict(
          learn(create(), wrap(data.X), data.y),
          wrap(unseen),
        );
        expectSame(found, expected, `results with ${kind} differ`);
      }
    },
  },
  {
    name: 'the result of a row does not depend on other rows',
    run: ({ create, data, unseen }) => {
      const subject = learn(create(), data.X, data.y);
      const together = predict(subject, unseen);
      const alone = unseen.map((row) => predict(subject, [row])[0]);
      expectSame(alone, together, 'results of single rows differ');
    },
  },
  {
    name: 'results are finite numbers, or labels of the training data',
    run: ({ create, data, unseen }) => {
      const answers = predict(learn(create(), data.X, data.y), unseen);
      if (answers.length !== unseen.length) {
        throw new Error(
          `there must be ${unseen.length} results, one per row, got ${answers.length}`,
        );
      }
      for (const found of answers) {
        const isKnown = Array.isArray(found)
          ? found.every((value) => Number.isFinite(value))
          : data.y.includes(found as (typeof data.y)[number]);
        if (!isKnown) throw new Error(`a result is ${JSON.stringify(found)}`);
      }
    },
  },
];

function typed(rows: number[][]): Float64Array[] {
  return rows.map((row) => Float64Array.from(row));
}
