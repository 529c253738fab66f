import { expect } from 'vitest';

/** Messages of engines for internal errors, which no library writes for its users. */
const STUMBLES =
  /^Cannot |is not (?:a function|iterable|a constructor|an object|defined)|[Ii]nvalid (?:array|typed array|array buffer|string|Date|time)|allocation failed|call stack|BigInt|^Reduce of|of (?:undefined|null)$|object null/;

/** NaN, undefined and similar in a text; infinity may be a name, but not a place. */
const STRAY =
  /.{0,60}(?:\bNaN\b|\bundefined\b|\s(?:d|transform|[xy][12]?|r[xy]?|width|height|viewBox)="[^"]*Infinity).{0,20}/;

/** Names of arguments, and further exceptions. */
export interface Expected {
  /** Names of arguments and of their options. */
  names: ReadonlySet<string>;
  /** Whether infinity is a valid result. */
  mayBeInfinite?: boolean;
  /** Messages of errors that are not about an argument. */
  finding?: RegExp;
}

/**
 * Expects of a call a `TypeError` or a `RangeError` that names an argument, or a finite result, and that it does not
 * change the prototype of objects.
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

/** Expects an error that a program can handle and its author can understand. */
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

/** Expects that nothing was written to the prototype of objects. */
export function expectCleanPrototype(): void {
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  // also finds inherited properties
  for (const key in {}) expect.unreachable(`Object.prototype.${key}`);
}

/** Expects no NaN anywhere, also in texts, and infinity only if it is a valid result. */
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

/** The names of arguments, and those of all their properties. */
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
