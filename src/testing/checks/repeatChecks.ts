import type { CheckData, EstimatorCheck, Subject } from '../Subject.ts';
import { answer, expectSame, learn, learnInTurns } from '../learn.ts';

/** Repeating a fit, and fitting in other ways. */
export const repeatChecks: EstimatorCheck[] = [
  {
    name: 'two estimators fitted to the same data give identical results',
    run: ({ create, data, unseen }) => {
      const one = answer(learn(create(), data.X, data.y), unseen);
      const other = answer(learn(create(), data.X, data.y), unseen);
      expectSame(other, one, 'results differ');
    },
  },
  {
    name: 'fitting again to the same data makes no difference',
    run: ({ create, data, unseen }) => {
      const subject = learn(create(), data.X, data.y);
      const once = answer(subject, unseen);
      learn(subject, data.X, data.y);
      expectSame(
        answer(subject, unseen),
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
      const fresh = answer(learn(create(), data.X, data.y), unseen);
      expectSame(
        answer(subject, unseen),
        fresh,
        'results differ from those of a new estimator',
      );
    },
  },
  {
    name: 'asynchronous fitting gives identical results',
    run: async ({ create, data, unseen }) => {
      const subject = await learnInTurns(create(), data);
      if (!subject) return;
      const expected = answer(learn(create(), data.X, data.y), unseen);
      expectSame(
        answer(subject, unseen),
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
      const expected = answer(subject, unseen);
      expectSame(
        answer(loaded, unseen),
        expected,
        'results after loading differ',
      );
    },
  },
];

// none, with a loss of one's own: that is refused
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
