import type { FittedClassifier } from '../../estimators/classifier/FittedClassifier.ts';
import { normOf } from '../../linear-algebra/norms.ts';
import type { MarginNorm } from '../../margin/dualNorm.ts';
import type { PerturbationSpace } from '../PerturbationSpace.ts';

/** More than all numbers that underflow add up to, in sums of squares and in images. */
const VANISHING = 1e-300;
/** Squares of larger numbers are infinite. */
const LONGEST = Math.sqrt(Number.MAX_VALUE);

/**
 * Bounds on rounding errors, so that a radius holds for what `predict` computes, and not only in exact arithmetic.
 *
 * Let u = ε/2 and γ(m) = m u / (1 − m u), the error of m roundings in a row as a part of the result (Higham, Accuracy and
 * Stability of Numerical Algorithms, section 3.1). The query x has the computed image z; moved to x′ = x + s ∘ e, ‖e‖ ≤ T, it has
 * the computed image z′; S are the computed squared distances of training rows from z, S′ from z′, d their exact roots. Let
 * map e be the exact change of the image, so that A = d² of the exact point z + map e obeys A_j − A_i ≥ d_j² − d_i² − 2 ‖n‖ ‖e‖
 * with n the normal of i and j (math: the difference is affine in e; then Hölder's inequality).
 *
 * 1. Images. `embed` subtracts the center, and adds d products in order: an entry is wrong by γ(d + 1) Σ|L||x − center|, so
 *    that z′ = z + map e + ζ with ‖ζ‖ ≤ h = γ(d + 1) ‖|L| (2 |x − center| + T s)‖. Without a metric, images are the rows, and h = 0.
 * 2. Distances. A square of r columns, r differences squared and added, is rounded by a part γ(r + 2), its root once more.
 *    Two roots differ as computed if the squares differ by a part 8 u. So row j is farther than i for `predict` if
 *    B_j − B_i > (2 (r + 2) + 8) u (1 + …) B_i, where B are exact squared distances from z′.
 * 3. Both together. ‖z_j − z_i‖ ≤ d_i + d_j, hence B_j − B_i ≥ A_j − A_i − 2 h (d_i + d_j), and √B_i ≤ d_i + σ T + h with σ T the
 *    longest that map e may be.
 *
 * So j is farther than i, for every e with ‖e‖ ≤ T and 2 ‖n‖ ‖e‖ < P_j − Q_i, where
 *
 *     P_j = S_j (1 − γ) − 2 h d_j    Q_i = S_i (1 + γ) + 2 h d_i + 2 γ (d_i + σ T + h)²
 *
 * `lowerSquare` and `upperSquare` are these, of the computed roots, with `(r + 16) ε` for 2 γ and `(d + 16) ε` for γ(d + 1): more than
 * twice as much as is needed, which pays for the rounding of P, Q and h themselves. Neither falls as the distance grows.
 *
 * 4. Radii. P − Q, the product and the quotient are rounded once each. Adding s ∘ e to x rounds each entry twice, by
 *    u (|x| + 2 s|e|) at most: `roundRadiusDown` subtracts more than twice that.
 */
export class RoundingBounds {
  readonly #classifier: FittedClassifier;
  readonly #lengths: Float64Array;
  readonly #units: Float64Array;
  readonly #norm: MarginNorm;
  readonly #operatorNorm: number;
  /** As parts: of a squared distance, and of an image. */
  readonly #ofSquares: number;
  readonly #ofImages: number;
  readonly #scratch: Float64Array;
  /** 2 h. */
  #twiceImage = 0;
  /** σ T + h. */
  #reach = 0;

  /**
   * Works on rows of a classifier.
   * @param classifier - The classifier.
   * @param space - The space of perturbations.
   * @param norm - The norm of perturbations.
   * @param operatorNorm - The largest ratio of the length of an image to the norm of its perturbation.
   */
  constructor(
    classifier: FittedClassifier,
    { lengths, units }: PerturbationSpace,
    norm: MarginNorm,
    operatorNorm: number,
  ) {
    const { columns } = classifier.training;
    this.#classifier = classifier;
    this.#lengths = lengths;
    this.#units = units;
    this.#norm = norm;
    this.#operatorNorm = operatorNorm;
    this.#ofSquares = (classifier.embedding.columns + 16) * Number.EPSILON;
    this.#ofImages = (columns + 16) * Number.EPSILON;
    this.#scratch = new Float64Array(columns);
  }

  /**
   * The norm of the perturbation that moves a row onto a training row, columns that are fixed included.
   * @param rows - Raw rows.
   * @param from - Where the row begins in them.
   * @param target - The training row.
   */
  distance(rows: Float64Array, from: number, target: number): number {
    const units = this.#units;
    const perturbation = this.#scratch;
    const { values, columns } = this.#classifier.training;
    const to = target * columns;
    for (let k = 0; k < columns; k++) {
      perturbation[k] = (values[to + k] - rows[from + k]) / units[k];
    }
    return normOf(this.#norm, perturbation);
  }

  /**
   * Starts with a new row. O(r d).
   * @param rows - Raw rows.
   * @param from - Where the row begins in them.
   * @param most - T: an upper bound on the norm of its perturbations.
   */
  begin(rows: Float64Array, from: number, most: number): void {
    const image = this.#errorOfImages(rows, from, most);
    this.#twiceImage = 2 * image;
    this.#reach = this.#operatorNorm * most + image;
  }

  /**
   * P: the squared distance of an impostor, minus a bound on its rounding error.
   * @param distance - The computed distance.
   */
  lowerSquare(distance: number): number {
    const length = Math.min(distance, LONGEST);
    const rest = length * (1 - this.#ofSquares) - this.#twiceImage;
    return length * Math.max(0, rest);
  }

  /**
   * Q: the squared distance of a row of the class, plus a bound on its rounding error.
   * @param distance - The computed distance.
   */
  upperSquare(distance: number): number {
    const reach = distance + this.#reach;
    const square =
      distance * (distance * (1 + this.#ofSquares) + this.#twiceImage);
    return square + this.#ofSquares * reach * reach + VANISHING;
  }

  /**
   * Rounds a radius down, by its own rounding and by that of adding a perturbation to the row.
   * @param rows - Raw rows.
   * @param from - Where the row begins in them.
   * @returns The radius, never negative.
   */
  roundRadiusDown(radius: number, rows: Float64Array, from: number): number {
    const lengths = this.#lengths;
    const roundings = this.#scratch;
    for (let k = 0; k < roundings.length; k++) {
      const size = Number.EPSILON * Math.abs(rows[from + k]);
      const rounding = 2 * size + 4 * Number.MIN_VALUE;
      // nothing is added to a fixed column
      roundings[k] = lengths[k] > 0 ? rounding / lengths[k] : 0;
    }
    const slack = normOf(this.#norm, roundings);
    return Math.max(0, radius * (1 - 16 * Number.EPSILON) - slack);
  }

  // h, with |L| (|x − center| + T s): at least half of step 1, which the constant allows for
  #errorOfImages(rows: Float64Array, from: number, most: number): number {
    const { metric, map } = this.#classifier;
    if (!metric) return 0;
    const { values, columns } = map.components;
    const sizes = this.#scratch;
    for (let k = 0; k < columns; k++) {
      const size = Math.abs(rows[from + k] - map.center[k]);
      sizes[k] = size + most * this.#lengths[k];
    }
    let squares = 0;
    for (let at = 0; at < values.length; at += columns) {
      let sum = 0;
      for (let k = 0; k < columns; k++) {
        sum += Math.abs(values[at + k]) * sizes[k];
      }
      squares += sum * sum;
    }
    return this.#ofImages * Math.sqrt(squares) + VANISHING;
  }
}
