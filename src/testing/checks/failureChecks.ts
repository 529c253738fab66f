import type { CheckCase, EstimatorCheck, Subject } from '../Subject.ts';
import { expectSame, learn, predict } from '../Subject.ts';

/** Refusal of invalid input, and that it changes nothing. */
export const failureChecks: EstimatorCheck[] = [
  {
    name: 'before fitting, rows are refused',
    run: ({ create, unseen }) => {
      const subject = create();
      if (subject.fitted) throw new Error('fitted must be false');
      expectRefusal(() => predict(subject, unseen), 'rows before fitting');
    },
  },
  {
    name: 'invalid rows and labels are refused, and change nothing',
    run: (subject) => {
      const { create, data, unseen } = subject;
      const trained = learn(create(), data.X, data.y);
      const before = predict(trained, unseen);
      for (const [what, X, y] of badData(subject)) {
        expectRefusal(() => learn(trained, X, y), what);
        expectSame(
          predict(trained, unseen),
          before,
          `results have changed after a fit to ${what}`,
        );
        const fresh = create();
        expectRefusal(() => learn(fresh, X, y), what);
        if (fresh.fitted) throw new Error(`${what}: fitted must be false`);
      }
    },
  },
  {
    name: 'invalid rows are refused after fitting',
    run: ({ create, data, unseen }) => {
      const trained = learn(create(), data.X, data.y);
      const [row] = unseen;
      const bad: Array<[string, unknown]> = [
        ['undefined', undefined],
        ['a row that is too short', [row.slice(1)]],
        ['a row that is too long', [[...row, 1]]],
        ['NaN', [row.with(0, Number.NaN)]],
        ['Infinity', [row.with(0, Infinity)]],
        ['strings', [row.map(String)]],
      ];
      for (const [what, X] of bad) {
        expectRefusal(() => predict(trained, X), what);
      }
    },
  },
];

function badData({ data }: CheckCase): Array<[string, unknown, unknown]> {
  const { X, y } = data;
  return [
    ['undefined', undefined, undefined],
    ['no rows', [], []],
    ['NaN', X.with(1, X[1].with(0, Number.NaN)), y],
    ['Infinity', X.with(1, X[1].with(0, -Infinity)), y],
    ['strings', X.with(1, X[1].map(String) as never), y],
    ['a row that is too short', X.with(1, X[1].slice(1)), y],
    ['too few labels', X, y.slice(1)],
    ['a label that is null', X, y.with(1, null as never)],
    ['no labels', X, undefined],
  ];
}

// a TypeError or a RangeError, in words
function expectRefusal(run: () => Subject | unknown[], what: string): void {
  try {
    run();
  } catch (error) {
    const isKnown = error instanceof TypeError || error instanceof RangeError;
    if (isKnown && error.message !== '') return;
    throw new Error(
      `${what}: must be refused with a TypeError or a RangeError with a message, got ${String(error)}`,
      { cause: error },
    );
  }
  throw new Error(`${what}: must be refused, got no error`);
}
