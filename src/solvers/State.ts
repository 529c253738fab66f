import { norm } from './vectors.ts';

/** A point with the value and the gradient of the function there. Two of them swap places. */
export interface State {
  x: Float64Array;
  gradient: Float64Array;
  value: number;
}

/**
 * Creates a point that has not been evaluated.
 * @param x - Copied.
 */
export function createState(x: Float64Array): State {
  return {
    x: x.slice(),
    gradient: new Float64Array(x.length),
    value: Number.NaN,
  };
}

/**
 * Checks that the start can be used.
 * @throws {RangeError} If the function or its gradient is not finite there.
 */
export function checkStart({ value, gradient }: State): void {
  if (Number.isFinite(value) && Number.isFinite(norm(gradient))) return;
  throw new RangeError(
    `the objective and its gradient must be finite at the start, got the objective ${value}`,
  );
}
