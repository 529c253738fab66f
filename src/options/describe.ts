/** Describes a value, short enough for the end of an error message: `'abc'`, `NaN`, `an array of length 3`, `null`. */
export function describe(value: unknown): string {
  if (typeof value === 'string') {
    return value.length > 40 ? `'${value.slice(0, 37)}…'` : `'${value}'`;
  }
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) return `an array of length ${value.length}`;
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'object' && value !== null) {
    const name: unknown = value.constructor?.name;
    return typeof name === 'string' && name !== 'Object' && name !== ''
      ? `a ${name}`
      : 'an object';
  }
  return String(value);
}
