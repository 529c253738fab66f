import type { Work } from '../../async/work.ts';
import type { FittedClassifier } from '../../estimators/classifier/FittedClassifier.ts';
import { predictCodes } from '../../estimators/classifier/predictCodes.ts';
import { normOf } from '../../linear-algebra/norms.ts';
import type { MarginNorm } from '../../margin/dualNorm.ts';
import type { PerturbationSpace } from '../PerturbationSpace.ts';
import type { RadiusProblem } from '../radius/QueryScan.ts';

/** The nearest row that `predict` is known to predict otherwise. */
export class BestAdversary {
  readonly #classifier: FittedClassifier;
  readonly #space: PerturbationSpace;
  readonly #norm: MarginNorm;
  #query: Float64Array = new Float64Array();
  #code = 0;
  /** The row, raw, and its class and distance; infinite as long as there is none. */
  row: Float64Array | undefined;
  code = -1;
  size = Infinity;

  /** Knows no row. */
  constructor({ classifier, space, norm }: RadiusProblem) {
    this.#classifier = classifier;
    this.#space = space;
    this.#norm = norm;
  }

  /**
   * Begins with a new query.
   * @param query - Raw.
   * @param code - Its class.
   */
  begin(query: Float64Array, code: number): void {
    this.#query = query;
    this.#code = code;
    this.row = undefined;
    this.code = -1;
    this.size = Infinity;
  }

  /**
   * The perturbation that moves the query onto a training row.
   * @param row - Its index.
   */
  perturbationOnto(row: number): Float64Array {
    const { values, columns } = this.#classifier.training;
    const { units } = this.#space;
    return this.#query.map(
      (x, k) => (values[row * columns + k] - x) / units[k],
    );
  }

  /**
   * Predicts the class of the perturbed query, as `predict` does.
   * @param e - The perturbation.
   */
  *predict(e: Float64Array): Work<number> {
    const values = this.#perturb(e);
    const row = { values, rows: 1, columns: values.length };
    const [code] = yield* predictCodes(this.#classifier, row);
    return code;
  }

  /**
   * Keeps the perturbed query if it is nearer than before, and of another class.
   * @param e - The perturbation.
   * @param code - Its class.
   * @returns Whether it is of another class.
   */
  offer(e: Float64Array, code: number): boolean {
    if (code === this.#code) return false;
    const row = this.#perturb(e);
    const { units } = this.#space;
    const moved = row.map((x, k) => (x - this.#query[k]) / units[k]);
    const size = normOf(this.#norm, moved);
    if (size < this.size) {
      this.row = row;
      this.code = code;
      this.size = size;
    }
    return true;
  }

  #perturb(e: Float64Array): Float64Array {
    const { lengths, limits } = this.#space;
    const row = this.#query.map((x, k) => x + lengths[k] * e[k]);
    if (!limits) return row;
    return row.map((x, k) => {
      const from = this.#query[k];
      const least = limits.mayFall[k] ? limits.min[k] : from;
      const most = limits.mayRise[k] ? limits.max[k] : from;
      return Math.min(Math.max(x, least), most);
    });
  }
}
