import type { Label } from 'ml-metric-learning';

/** What a `Telling` is told: how many of ten rows it predicts right, and whether it fails. */
export interface TellingOptions {
  right: number;
  /** Fails with this message. */
  fails?: string;
  /** Fails unless it has that many training rows. */
  needs?: number;
  /** Nothing to it; for scores to look at. */
  penalty?: number;
}

/** Knows the labels, which are the parity of the only column, and predicts as many right as it is told to. */
export class Telling {
  readonly #options: TellingOptions;

  get penalty(): number {
    return this.#options.penalty ?? 0;
  }

  constructor(options: TellingOptions) {
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
