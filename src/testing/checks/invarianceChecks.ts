import type { CheckData, EstimatorCheck, Subject } from '../Subject.ts';
import { expectSame, learn, predict } from '../Subject.ts';

/** The factor of a column: a power of two, so that nothing is rounded. */
const UNIT = 1024;
/** The shift of a column. */
const SHIFT = 16;
/** The largest relative difference of two objectives at the same minimum, far above what a solver's tolerance leaves. */
const SAME_MINIMUM = 1e-3;

/** Changes of the data that should make no difference. */
export const invarianceChecks: EstimatorCheck[] = [
  {
    name: 'the names of the labels make no difference',
    run: ({ create, data, unseen }) => {
      const names = new Map(
        Array.from(new Set(data.y), (label, at) => [label, 100 - at]),
      );
      const y = data.y.map((label) => names.get(label));
      const expected = predict(learn(create(), data.X, data.y), unseen);
      const found = predict(learn(create(), data.X, y), unseen);
      const renamed = expected.map((label) =>
        Array.isArray(label) ? label : names.get(label as never),
      );
      expectSame(found, renamed, 'results with other names differ');
    },
  },
  {
    name: 'the unit of a column makes no difference, if columns are standardized',
    run: ({ create, data, unseen }) => {
      const subject = learn(create(), data.X, data.y);
      if (!standardizes(subject)) return;
      const expected = predict(subject, unseen);
      const other = learn(create(), data.X.map(inOtherUnits), data.y);
      const found = predict(other, unseen.map(inOtherUnits));
      expectSame(found, expected, 'results in another unit differ');
    },
  },
  {
    name: 'a shift of a column makes no difference',
    run: ({ create, data }) => {
      const subject = learn(create(), data.X, data.y);
      const moved = {
        X: data.X.map(([first, ...rest]) => [first + SHIFT, ...rest]),
        y: data.y,
      };
      expectSameMinimum(learn(create(), moved.X, moved.y), subject);
    },
  },
  {
    name: 'the order of the rows makes no difference',
    run: ({ create, data }) => {
      const subject = learn(create(), data.X, data.y);
      if (!isDeterministicInRows(subject)) return;
      const turned = reverse(data);
      expectSameMinimum(learn(create(), turned.X, turned.y), subject);
    },
  },
];

function inOtherUnits([first, ...rest]: number[]): number[] {
  return [UNIT * first, ...rest];
}

function reverse({ X, y }: CheckData): CheckData {
  return { X: X.toReversed(), y: y.toReversed() };
}

/** The parts of a learner, or of the metric of a classifier, that the checks read. */
interface Learned {
  options?: { standardize?: boolean; solver?: unknown; init?: unknown };
  summary?: { objective: number };
}

function learnedBy(subject: Subject): Learned | undefined {
  if (subject.transform) return subject as Learned;
  return (subject as { metric?: Learned }).metric;
}

function standardizes(subject: Subject): boolean {
  const learned = learnedBy(subject);
  return learned !== undefined && learned.options?.standardize !== false;
}

// batches, and random starts, depend on which row comes first
function isDeterministicInRows(subject: Subject): boolean {
  const { solver, init } = learnedBy(subject)?.options ?? {};
  return !JSON.stringify([solver, init]).includes('adam') && init !== 'random';
}

function expectSameMinimum(subject: Subject, reference: Subject): void {
  const found = learnedBy(subject)?.summary?.objective;
  const expected = learnedBy(reference)?.summary?.objective;
  if (found === undefined || expected === undefined) return;
  const error = Math.abs(found - expected);
  if (error <= SAME_MINIMUM * Math.max(Math.abs(expected), SAME_MINIMUM)) {
    return;
  }
  throw new Error(`the objective must be ${expected}, got ${found}`);
}
