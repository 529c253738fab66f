import { dualOf, normOf } from '../../linear-algebra/norms.ts';
import type { MarginNorm } from '../../margin/dualNorm.ts';
import type { LeastNorm } from '../../solvers/least-distance/LeastNorm.ts';
import type { Normals } from '../bounds/Normals.ts';

/**
 * A lower bound on the norm of all e with nᵢ · e ≥ hᵢ that rounding cannot break: for any v ≥ 0 it is v · h / ‖Σ vᵢ nᵢ‖ in the dual
 * norm, by Hölder's inequality. The multipliers of a shortest e make it sharp; the result is this number, rounded down, and
 * not the norm of e.
 */
export class DualBound {
  readonly #normals: Normals;
  readonly #dual: number;
  readonly #sum: Float64Array;
  /** The last bound, never negative. */
  value = 0;
  /** How much the norm grows with all hᵢ. */
  sensitivity = 0;

  /** Works on constraints whose normals are differences of `normals`. */
  constructor(normals: Normals, norm: MarginNorm) {
    this.#normals = normals;
    this.#dual = dualOf(norm);
    this.#sum = new Float64Array(normals.columns);
  }

  /** Computes the bound from the active constraints, whose normals may each be longer than computed. */
  read(program: LeastNorm): void {
    const { columns, relativeError, absoluteError } = this.#normals;
    const sum = this.#sum;
    sum.fill(0);
    let height = 0;
    let heights = 0;
    let sizes = 0;
    let multipliers = 0;
    let active = 0;
    program.visitActive((multiplier, bound, normals, start) => {
      let size = 0;
      for (let k = 0; k < columns; k++) {
        sum[k] += multiplier * normals[start + k];
        size += Math.abs(normals[start + k]);
      }
      active++;
      height += multiplier * bound;
      heights += multiplier * Math.abs(bound);
      // no dual norm is larger than the sum of absolute values
      sizes += multiplier * size;
      multipliers += multiplier;
    });
    // the rounding error of a sum of as many products, as a part of their absolute values
    const part = (active + 16) * Number.EPSILON;
    const length =
      normOf(this.#dual, sum) * relativeError +
      multipliers * absoluteError +
      part * sizes;
    // multipliers that are all 0 give no bound
    this.value = Math.max((height - part * heights) / length, 0) || 0;
    this.sensitivity = multipliers / length;
  }
}
