import type { CheckData, Subject } from './Subject.ts';

/**
 * Calls `fit` or `train`, whichever there is.
 * @param X - n × d, of any kind.
 * @param y - n labels.
 */
export function learn(subject: Subject, X: unknown, y: unknown): Subject {
  if (subject.fit) subject.fit(X as never, y as never);
  else subject.train?.(X as never, y as never);
  return subject;
}

/**
 * Calls `fitAsync` or `trainAsync`.
 * @returns The subject; `undefined` if it has neither.
 */
export async function learnInTurns(
  subject: Subject,
  { X, y }: CheckData,
): Promise<Subject | undefined> {
  const wait = subject.fit ? 'fitAsync' : 'trainAsync';
  if (typeof subject[wait] !== 'function') return undefined;
  await subject[wait](X as never, y as never);
  return subject;
}

/**
 * Calls `transform` or `predict`: embeddings of a learner, labels of a classifier.
 * @param X - q × d, of any kind.
 * @returns One result per row, as plain arrays.
 */
export function answer(subject: Subject, X: unknown): unknown[] {
  const answers = subject.transform
    ? subject.transform(X as never)
    : subject.predict?.(X as never);
  if (Array.isArray(answers)) return answers;
  const { to2DArray } = (answers ?? {}) as { to2DArray?: () => number[][] };
  if (typeof to2DArray !== 'function') {
    throw new TypeError(
      'transform and predict must return an array or a Matrix',
    );
  }
  return to2DArray.call(answers);
}

/**
 * Compares two results bitwise.
 * @param found - A result, or any other plain JSON.
 * @param what - The message if they differ.
 * @throws {Error} If they differ.
 */
export function expectSame(
  found: unknown,
  expected: unknown,
  what: string,
): void {
  const [a, b] = [JSON.stringify(found), JSON.stringify(expected)];
  if (a === b) return;
  throw new Error(`${what}: got ${shorten(a)}, expected ${shorten(b)}`);
}

function shorten(text: string | undefined): string {
  if (text === undefined) return 'undefined';
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
