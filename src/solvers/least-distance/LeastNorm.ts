/**
 * The shortest vector x with aᵢ · x ≥ bᵢ for all added constraints, in one of the norms. Constraints are added one at a
 * time, each violated by the last x, so that the length of x never decreases and a caller with a bound on the length may
 * stop early.
 */
export interface LeastNorm {
  /** x. */
  readonly point: Float64Array;
  /** Multiplications of an addition, about. */
  readonly cost: number;
  /** Removes all constraints. */
  begin: () => void;
  /**
   * Adds a constraint that x violates.
   * @param normal - a.
   * @param bound - b.
   * @returns False if, up to rounding, no x satisfies all constraints: the multipliers v ≥ 0 that `visitActive` shows then
   * prove it, with Σ vᵢ aᵢ = 0 and Σ vᵢ bᵢ > 0, and nothing may be added any more.
   */
  add: (normal: Float64Array, bound: number) => boolean;
  /** Visits the active constraints. */
  visitActive: (visit: VisitConstraint) => void;
}

/** Called with the multiplier v and b of a constraint, an array of normals, and where its normal begins there. */
export type VisitConstraint = (
  multiplier: number,
  bound: number,
  normals: Float64Array,
  start: number,
) => void;
