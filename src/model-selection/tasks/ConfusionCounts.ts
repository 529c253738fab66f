/** A confusion matrix: c × c counts, row-major; rows are actual classes, columns predicted ones. */
export class ConfusionCounts {
  readonly counts: number[];
  readonly #classes: number;

  /**
   * Counts rows.
   * @param actual - The class of each row.
   * @param predicted - The predicted class of each row.
   * @param classes - The number of classes.
   */
  constructor(actual: Int32Array, predicted: Int32Array, classes: number) {
    this.#classes = classes;
    this.counts = new Array<number>(classes * classes).fill(0);
    for (const [row, code] of actual.entries()) {
      this.counts[code * classes + predicted[row]]++;
    }
  }

  /** The fraction of rows that are predicted correctly. */
  get accuracy(): number {
    let right = 0;
    let all = 0;
    for (let code = 0; code < this.#classes; code++) {
      right += this.#right(code);
      all += this.#actual(code);
    }
    return right / all;
  }

  /** The mean recall over the classes that occur among the rows. */
  get balancedAccuracy(): number {
    return this.#mean((code) => this.#right(code) / this.#actual(code));
  }

  /**
   * The mean of F1 = 2 · correct / (actual + predicted) over the classes that occur among the rows or the predictions.
   */
  get macroF1(): number {
    return this.#mean(
      (code) =>
        (2 * this.#right(code)) / (this.#actual(code) + this.#predicted(code)),
    );
  }

  #right(code: number): number {
    return this.counts[code * this.#classes + code];
  }

  #actual(code: number): number {
    const first = code * this.#classes;
    return sum(this.counts.slice(first, first + this.#classes));
  }

  #predicted(code: number): number {
    return sum(this.counts.filter((_, at) => at % this.#classes === code));
  }

  // over the classes for which the figure is defined (0 / 0 is not)
  #mean(figure: (code: number) => number): number {
    const figures: number[] = [];
    for (let code = 0; code < this.#classes; code++) {
      const value = figure(code);
      if (!Number.isNaN(value)) figures.push(value);
    }
    return sum(figures) / figures.length;
  }
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
