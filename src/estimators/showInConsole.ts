/** Node.js, Deno and Bun call it for `console.log`; it gets how deep, options, and a function that writes any value. */
const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/**
 * Has `console.log` show an estimator as its name, its options and what it was fitted on. Browsers show objects as they are.
 * @param Class - The estimator's class.
 * @param stateOf - What it was fitted on, in words.
 */
export function showInConsole<Estimator extends { options: object }>(
  Class: { name: string; prototype: Estimator },
  stateOf: (estimator: Estimator) => string,
): void {
  Object.defineProperty(Class.prototype, INSPECT, {
    value(
      this: Estimator,
      _depth: number,
      settings: object,
      inspect?: (value: unknown, settings: object) => string,
    ) {
      const { options } = this;
      const written = inspect?.(options, settings) ?? JSON.stringify(options);
      return `${Class.name} ${written}, ${stateOf(this)}`;
    },
  });
}
