/** A move that changes the prediction. */
export interface AdversarialMove {
  /** Where it leads to the border, and a point beyond it. */
  move: Float64Array;
  inside: Float64Array;
  /** A point farther beyond it, for where `inside` is next to the border, and rounding decides. */
  deeper: Float64Array;
  size: number;
}
