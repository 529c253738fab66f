import { expect } from 'vitest';

/** What engines say when they stumble: no library wrote that for its users. */
const STUMBLES =
  /^Cannot |is not (?:a function|iterable|a constructor|an object|defined)|[Ii]nvalid (?:array|typed array|array buffer|string|Date|time)|allocation failed|call stack|BigInt|^Reduce of|of (?:undefined|null)$|object null/;

/** Numbers that are none, in a text; infinity may be the name of something, but is no place. */
const STRAY =
  /.{0,60}(?:\bNaN\b|\bundefined\b|\s(?:d|transform|[xy][12]?|r[xy]?|width|height|viewBox)="[^"]*Infinity).{0,20}/;

/** Words of arguments, and what else a message may be about. */
export interface Expected {
  /** Names of arguments and of their options. */
  names: ReadonlySet<string>;
  /** Whether infinity is an answer. */
  mayBeInfinite?: boolean;
  /** What it may find wrong with what is not an argument. */
  finding?: RegExp;
}

/**
 * What any call owes: a `TypeError` or a `RangeError` that names an argument, or something finite; and the prototype of all
 * objects as it was.
 */
export async function expectDocumentedErrorOrFinite(
  call: () => unknown,
  expected: Expected,
): Promise<void> {
  let result: unknown;
  try {
    result = await call();
  } catch (error) {
    expectDocumented(error, expected);
    return;
  } finally {
    expectCleanPrototype();
  }
  expectFinite(result, expected.mayBeInfinite ?? false);
}

/** That a program can act on an error, and its author understand it. */
export function expectDocumented(
  error: unknown,
  { names, finding }: Expected,
): void {
  const { constructor, message, stack } = error as Error;
  if (finding?.test(message)) return;
  if (constructor !== TypeError && constructor !== RangeError) throw error;
  expect(message, stack).not.toMatch(STUMBLES);
  const words = message.match(/[A-Za-z]\w*/g) ?? [];
  expect(words.filter((word) => names.has(word)).length, stack).toBeGreaterThan(
    0,
  );
}

/** That nothing was written to the prototype of all objects. */
export function expectCleanPrototype(): void {
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  // nothing at all is to be inherited
  for (const key in {}) expect.unreachable(`Object.prototype.${key}`);
}

/** No NaN anywhere, and no infinity unless it is an answer; none of them in a text either. */
export function expectFinite(
  value: unknown,
  mayBeInfinite: boolean,
  path = 'result',
): void {
  if (typeof value === 'number') {
    if (mayBeInfinite && value === Infinity) return;
    if (!Number.isFinite(value)) expect.unreachable(`${path} is ${value}`);
  } else if (typeof value === 'string') {
    const found = STRAY.exec(value);
    if (found) expect.unreachable(`${path} has ${found[0]}`);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) {
      expectFinite(part, mayBeInfinite, `${path}.${key}`);
    }
  }
}

/** The names of arguments, and those of everything in them. */
export function namesIn(...values: unknown[]): Set<string> {
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const isNamed = Object.getPrototypeOf(value) === Object.prototype;
    for (const [key, part] of Object.entries(value)) {
      if (isNamed) names.add(key);
      visit(part);
    }
  };
  for (const value of values) visit(value);
  return names;
}
