import type { CheckData, EstimatorCheck, Subject } from '../Subject.ts';
import { expectSame, fitAsync, learn, predict } from '../Subject.ts';

/** Fitting leaves its inputs alone, and always gives the same results: again, asynchronously, and after saving. */
export const fitChecks: EstimatorCheck[] = [
  {
    name: 'inputs are not modified',
    run: ({ create, data, unseen }) => {
      const before = JSON.stringify([data, unseen]);
      predict(learn(create(), data.X, data.y), unseen);
      expectSame([data, unseen], JSON.parse(before), 'inputs have changed');
    },
  },
  {
    name: 'changing the inputs after fitting makes no difference',
    run: ({ create, data, unseen }) => {
      const X = data.X.map((row) => row.slice());
      const y = data.y.slice();
      const subject = learn(create(), X, y);
      const before = predict(subject, unseen);
      for (const row of X) row.fill(0);
      y.fill(y[0]);
      expectSame(predict(subject, unseen), before, 'results have changed');
    },
  },
  {
    name: 'two estimators fitted to the same data give identical results',
    run: ({ create, data, unseen }) => {
      const one = predict(learn(create(), data.X, data.y), unseen);
      const other = predict(learn(create(), data.X, data.y), unseen);
      expectSame(other, one, 'results differ');
    },
  },
  {
    name: 'fitting again to the same data makes no difference',
    run: ({ create, data, unseen }) => {
      const subject = learn(create(), data.X, data.y);
      const once = predict(subject, unseen);
      learn(subject, data.X, data.y);
      expectSame(
        predict(subject, unseen),
        once,
        'results of the second fit differ',
      );
    },
  },
  {
    name: 'a fit does not depend on earlier fits',
    run: ({ create, data, unseen }) => {
      const others = withOthers(data);
      const subject = learn(create(), others.X, others.y);
      learn(subject, data.X, data.y);
      const fresh = predict(learn(create(), data.X, data.y), unseen);
      expectSame(
        predict(subject, unseen),
        fresh,
        'results differ from those of a new estimator',
      );
    },
  },
  {
    name: 'asynchronous fitting gives identical results',
    run: async ({ create, data, unseen }) => {
      const subject = await fitAsync(create(), data);
      if (!subject) return;
      const expected = predict(learn(create(), data.X, data.y), unseen);
      expectSame(
        predict(subject, unseen),
        expected,
        'results of asynchronous fitting differ',
      );
    },
  },
  {
    name: 'saving and loading makes no difference',
    run: ({ create, data, unseen }) => {
      const subject = learn(create(), data.X, data.y);
      const { load } = subject.constructor as {
        load?: (json: string) => Subject;
      };
      const text = jsonOf(subject);
      if (typeof load !== 'function' || text === undefined) return;
      const loaded = load.call(subject.constructor, text);
      const expected = predict(subject, unseen);
      expectSame(
        predict(loaded, unseen),
        expected,
        'results after loading differ',
      );
    },
  },
];

// undefined for a custom loss, which is refused
function jsonOf(subject: Subject): string | undefined {
  try {
    return JSON.stringify(subject);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

// other rows, of another width, with other labels
function withOthers({ X, y }: CheckData): CheckData {
  return {
    X: X.map((row) => [...row.map((value) => 2 - value ** 2), row[0]]),
    y: y.map((label) => `other ${String(label)}`),
  };
}
