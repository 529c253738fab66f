/** A number between two bounds, each as likely as any other. */
export interface Uniform {
  uniform: [low: number, high: number];
}

/** A number between two bounds, each order of magnitude as likely as any other. */
export interface LogUniform {
  logUniform: [low: number, high: number];
}

/** One of a few values; the same as an array of them. */
export interface Choice<Value = unknown> {
  choice: Value[];
}

/**
 * A number between two bounds, for a search: each is as likely as any other.
 * @param low - From here.
 * @param high - To here.
 * @returns Plain JSON, `{ uniform: [low, high] }`.
 */
export function uniform(low: number, high: number): Uniform {
  return { uniform: [low, high] };
}

/**
 * A number between two positive bounds, for a search: each order of magnitude is as likely as any other. For weights and
 * tolerances.
 * @param low - From here, above 0.
 * @param high - To here.
 * @returns Plain JSON, `{ logUniform: [low, high] }`.
 */
export function logUniform(low: number, high: number): LogUniform {
  return { logUniform: [low, high] };
}

/**
 * One of a few values, for a search; the same as an array of them.
 * @param values - The values; an object among them may have choices of its own.
 * @returns Plain JSON, `{ choice: values }`.
 */
export function choice<Value>(values: readonly Value[]): Choice<Value> {
  return { choice: values.slice() };
}
