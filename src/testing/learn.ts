import type { CheckData, Subject } from './Subject.ts';

/**
 * Learns, by whichever name that goes.
 * @param subject - A learner or a classifier.
 * @param X - n × d, of any kind.
 * @param y - n labels.
 * @returns The subject.
 */
export function learn(subject: Subject, X: unknown, y: unknown): Subject {
  if (subject.fit) subject.fit(X as never, y as never);
  else subject.train?.(X as never, y as never);
  return subject;
}

/**
 * The same in turns.
 * @param subject - A learner or a classifier that can.
 * @param data - Rows and labels.
 * @param data.X - n × d.
 * @param data.y - n labels.
 * @returns The subject; `undefined`, if it cannot.
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
 * What it makes of rows: embeddings of a learner, labels of a classifier.
 * @param subject - One that has learned.
 * @param X - q × d, of any kind.
 * @returns An answer for each, as plain arrays.
 */
export function answer(subject: Subject, X: unknown): unknown[] {
  const answers = subject.transform
    ? subject.transform(X as never)
    : subject.predict?.(X as never);
  if (Array.isArray(answers)) return answers;
  const { to2DArray } = (answers ?? {}) as { to2DArray?: () => number[][] };
  if (typeof to2DArray !== 'function') {
    throw new TypeError('answers must be an array or a Matrix');
  }
  return to2DArray.call(answers);
}

/**
 * Compares two answers, bit for bit.
 * @param found - An answer, or anything that is plain JSON.
 * @param expected - What it should be.
 * @param what - What is said of them if they differ.
 * @throws {Error} They differ.
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
  if (text === undefined) return 'nothing';
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
