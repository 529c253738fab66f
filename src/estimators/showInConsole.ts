/** Node.js, Deno and Bun call this method for `console.log`, with the depth, settings, and a function that writes any value. */
const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/**
 * Makes `console.log` show the name of an estimator, its options and what it was fitted on, except in browsers.
 * @param Class - The class of the estimator.
 * @param describe - Returns the options, and what it was fitted on in words.
 */
export function showInConsole<Estimator>(
  Class: { name: string; prototype: Estimator },
  describe: (estimator: Estimator) => { options: object; state: string },
): void {
  Object.defineProperty(Class.prototype, INSPECT, {
    value(
      this: Estimator,
      _depth: number,
      settings: object,
      inspect?: (value: unknown, settings: object) => string,
    ) {
      // eslint-disable-next-line unicorn/no-this-outside-of-class -- a method of the prototype
      const { options, state } = describe(this);
      const written = inspect?.(options, settings) ?? JSON.stringify(options);
      return `${Class.name} ${written}, ${state}`;
    },
  });
}
