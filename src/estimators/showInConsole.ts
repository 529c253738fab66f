/** Node.js, Deno and Bun call it for `console.log`; it gets the depth, settings, and a function that writes any value. */
const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/**
 * Has `console.log` show an estimator as its name, its options and what it was fitted on. Browsers show objects as they are.
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
