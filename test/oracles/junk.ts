import fc from 'fast-check';

/** Arguments of a call by name, in order. */
export type Arguments = Record<string, unknown>;

/** Frequent mistakes: missing values, similar numbers, similar arrays, special keys. */
const usual = [
  undefined,
  null,
  true,
  false,
  0,
  -0,
  -1,
  2,
  0.5,
  Number.NaN,
  Infinity,
  -Infinity,
  1e308,
  -1e308,
  5e-324,
  2 ** 53,
  '',
  'lmnn',
  'Infinity',
  '__proto__',
  'constructor',
  [],
  [[]],
  [null],
  [[1], [1, 2]],
  {},
  { length: 3 },
  { name: 'constructor' },
  JSON.parse('{"__proto__":{"polluted":1}}'),
  { constructor: { prototype: { polluted: 1 } } },
];

// numbers may determine the amount of work: none between 64 and the refused ones
const small = (value: number) =>
  Number.isSafeInteger(value) ? value % 64 : value;

/** Any JSON value, and values that JSON cannot represent: `undefined`, NaN, infinities. */
const junk: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<unknown>(...usual) },
  { weight: 1, arbitrary: fc.double().map(small) },
  { weight: 1, arbitrary: fc.integer({ min: -64, max: 64 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }).map(tame) },
);

function tame(value: unknown): unknown {
  if (typeof value === 'number') return small(value);
  if (!isBranch(value)) return value;
  for (const [key, part] of Object.entries(value)) {
    const known = Object.getOwnPropertyDescriptor(value, key);
    Object.defineProperty(value, key, { ...known, value: tame(part) });
  }
  return value;
}

/** Junk for all arguments. */
export function junkFor(valid: Arguments): fc.Arbitrary<unknown[]> {
  const length = Object.keys(valid).length;
  return fc.array(junk, { maxLength: length });
}

/** A valid value with one or two of its parts replaced by junk, removed, duplicated or extended. */
export function mutated<Value>(valid: Value): fc.Arbitrary<Value> {
  return fc
    .array(
      fc.record({
        path: fc.array(fc.nat(1000), { minLength: 1, maxLength: 6 }),
        kind: fc.constantFrom(
          'exchange',
          'exchange',
          'delete',
          'double',
          'add',
        ),
        key: fc.constantFrom('__proto__', 'constructor', 'length', 'x', '0'),
        value: junk,
      }),
      { minLength: 1, maxLength: 2 },
    )
    .map((changes) => {
      const copy = copyOf(valid) as Branch;
      for (const change of changes) {
        mutate(copy, { ...change, value: copyOf(change.value) });
      }
      return copy as Value;
    });
}

interface Change {
  path: number[];
  kind: string;
  key: string;
  value: unknown;
}

type Branch = Record<string, unknown>;

function mutate(root: Branch, { path, kind, key, value }: Change): void {
  let branch = root;
  for (const [depth, step] of path.entries()) {
    const keys = Object.keys(branch);
    if (keys.length === 0) return set(branch, key, value);
    const chosen = keys[step % keys.length];
    const next = branch[chosen];
    if (depth < path.length - 1 && isBranch(next)) {
      branch = next;
      continue;
    }
    if (kind === 'exchange') return set(branch, chosen, value);
    // the number of arguments stays the same
    if (branch === root) return set(branch, chosen, undefined);
    if (Array.isArray(branch)) {
      if (kind === 'delete') branch.splice(Number(chosen), 1);
      else branch.splice(Number(chosen), 0, kind === 'add' ? value : next);
      return;
    }
    if (kind === 'delete') Reflect.deleteProperty(branch, chosen);
    else set(branch, key, kind === 'add' ? value : next);
    return;
  }
}

// as in JSON.parse, `__proto__` is an ordinary key
function set(branch: Branch, key: string, value: unknown): void {
  if (Array.isArray(branch) && !(Number(key) < branch.length)) {
    branch.push(value);
    return;
  }
  Object.defineProperty(branch, key, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isBranch(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, copyOf(part)]),
  );
}

// estimators, functions and matrices are replaced as a whole
function isBranch(value: unknown): value is Branch {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return true;
  return Object.getPrototypeOf(value) === Object.prototype;
}
