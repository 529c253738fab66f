import type { Label } from 'ml-metric-learning';

/** The behaviour of a `ScriptedClassifier`. */
export interface ScriptedOptions {
  /** The number of correct predictions among ten rows. */
  right: number;
  /** Training fails with this message. */
  fails?: string;
  /** Training fails with fewer rows than this. */
  needs?: number;
  /** Used by scores only. */
  penalty?: number;
}

/**
 * A classifier of known accuracy: labels are the parity of the only column, and it predicts a given number of them
 * correctly.
 */
export class ScriptedClassifier {
  readonly #options: ScriptedOptions;

  get penalty(): number {
    return this.#options.penalty ?? 0;
  }

  constructor(options: ScriptedOptions) {
    if (typeof options.right !== 'number') {
      throw new TypeError('right is missing');
    }
    this.#options = options;
  }

  train(X: number[][]): void {
    const { fails, needs = 0 } = this.#options;
    if (fails !== undefined) throw new RangeError(fails);
    if (X.length < needs) throw new RangeError(`${X.length} rows are too few`);
  }

  predict(X: number[][]): Label[] {
    const right = (this.#options.right / 10) * X.length;
    return X.map(([value], row) => (row < right ? value % 2 : 1 - (value % 2)));
  }
}
