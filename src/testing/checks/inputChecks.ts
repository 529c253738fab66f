import { Matrix } from 'ml-matrix';

import type { EstimatorCheck } from '../Subject.ts';
import { answer, expectSame, learn } from '../learn.ts';

/** What may be given, and what becomes of it. */
export const inputChecks: EstimatorCheck[] = [
  {
    name: 'rows of typed arrays, and a Matrix, are the same rows',
    run: ({ create, data, unseen }) => {
      const expected = answer(learn(create(), data.X, data.y), unseen);
      for (const [kind, wrap] of [
        ['typed arrays', typed],
        ['a Matrix', (rows: number[][]) => new Matrix(rows)],
      ] as const) {
        const found = answer(
          learn(create(), wrap(data.X), data.y),
          wrap(unseen),
        );
        expectSame(found, expected, `${kind} are taken otherwise`);
      }
    },
  },
  {
    name: 'a row is answered as among others',
    run: ({ create, data, unseen }) => {
      const subject = learn(create(), data.X, data.y);
      const together = answer(subject, unseen);
      const alone = unseen.map((row) => answer(subject, [row])[0]);
      expectSame(alone, together, 'rows alone have other answers');
    },
  },
  {
    name: 'answers are finite numbers, or labels that were given',
    run: ({ create, data, unseen }) => {
      const answers = answer(learn(create(), data.X, data.y), unseen);
      if (answers.length !== unseen.length) {
        throw new Error(`${unseen.length} rows have ${answers.length} answers`);
      }
      for (const found of answers) {
        const isKnown = Array.isArray(found)
          ? found.every((value) => Number.isFinite(value))
          : data.y.includes(found as (typeof data.y)[number]);
        if (!isKnown) throw new Error(`an answer is ${JSON.stringify(found)}`);
      }
    },
  },
];

function typed(rows: number[][]): Float64Array[] {
  return rows.map((row) => Float64Array.from(row));
}
