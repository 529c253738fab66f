import type { CheckData, EstimatorCheck, Subject } from '../Subject.ts';
import { answer, expectSame, learn, learnInTurns } from '../learn.ts';

/** Doing it again, and doing it otherwise. */
export const repeatChecks: EstimatorCheck[] = [
  {
    name: 'two of a kind give the same bits',
    run: ({ create, data, unseen }) => {
      const one = answer(learn(create(), data.X, data.y), unseen);
      const other = answer(learn(create(), data.X, data.y), unseen);
      expectSame(other, one, 'they differ');
    },
  },
  {
    name: 'fitting twice is fitting once',
    run: ({ create, data, unseen }) => {
      const subject = learn(create(), data.X, data.y);
      const once = answer(subject, unseen);
      learn(subject, data.X, data.y);
      expectSame(answer(subject, unseen), once, 'the second fit differs');
    },
  },
  {
    name: 'a fit forgets the one before',
    run: ({ create, data, unseen }) => {
      const others = withOthers(data);
      const subject = learn(create(), others.X, others.y);
      learn(subject, data.X, data.y);
      const fresh = answer(learn(create(), data.X, data.y), unseen);
      expectSame(answer(subject, unseen), fresh, 'something was kept');
    },
  },
  {
    name: 'in turns it does the same',
    run: async ({ create, data, unseen }) => {
      const subject = await learnInTurns(create(), data);
      if (!subject) return;
      const expected = answer(learn(create(), data.X, data.y), unseen);
      expectSame(answer(subject, unseen), expected, 'in turns it differs');
    },
  },
  {
    name: 'saved and loaded it answers the same',
    run: ({ create, data, unseen }) => {
      const subject = learn(create(), data.X, data.y);
      const { load } = subject.constructor as {
        load?: (json: string) => Subject;
      };
      const text = jsonOf(subject);
      if (typeof load !== 'function' || text === undefined) return;
      const loaded = load.call(subject.constructor, text);
      const expected = answer(subject, unseen);
      expectSame(answer(loaded, unseen), expected, 'loaded it differs');
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
