import type { EstimatorCheck } from '../Subject.ts';
import { answer, expectSame, learn } from '../learn.ts';

/** The inputs belong to the caller, before and after a fit. */
export const ownershipChecks: EstimatorCheck[] = [
  {
    name: 'inputs are not modified',
    run: ({ create, data, unseen }) => {
      const before = JSON.stringify([data, unseen]);
      answer(learn(create(), data.X, data.y), unseen);
      expectSame([data, unseen], JSON.parse(before), 'inputs have changed');
    },
  },
  {
    name: 'changing the inputs after fitting makes no difference',
    run: ({ create, data, unseen }) => {
      const X = data.X.map((row) => row.slice());
      const y = data.y.slice();
      const subject = learn(create(), X, y);
      const before = answer(subject, unseen);
      for (const row of X) row.fill(0);
      y.fill(y[0]);
      expectSame(answer(subject, unseen), before, 'results have changed');
    },
  },
];
