import type { EstimatorCheck } from '../Subject.ts';
import { answer, expectSame, learn } from '../learn.ts';

/** Whose the inputs are: the caller's, before and after. */
export const ownershipChecks: EstimatorCheck[] = [
  {
    name: 'inputs are left as they are',
    run: ({ create, data, unseen }) => {
      const before = JSON.stringify([data, unseen]);
      answer(learn(create(), data.X, data.y), unseen);
      expectSame([data, unseen], JSON.parse(before), 'inputs have changed');
    },
  },
  {
    name: 'what is changed afterwards does not reach it',
    run: ({ create, data, unseen }) => {
      const X = data.X.map((row) => row.slice());
      const y = data.y.slice();
      const subject = learn(create(), X, y);
      const before = answer(subject, unseen);
      for (const row of X) row.fill(0);
      y.fill(y[0]);
      expectSame(answer(subject, unseen), before, 'it kept the array itself');
    },
  },
];
