import { mean } from '../../examples/estimate.ts';

import type { Measures, Mode, StudyRecord } from './StudyRecord.ts';

/** Selects a number of a measurement. */
export type Reading = (measures: Measures) => number;

/** The records of a whole study. */
export class StudyResults {
  /** The data sets, in the order of their records. */
  readonly sets: string[];
  /** The methods, in the order of their records. */
  readonly methods: string[];
  readonly #records: readonly StudyRecord[];

  /**
   * Stores the records.
   * @param records - Of each of the methods on every split of every data set.
   */
  constructor(records: readonly StudyRecord[]) {
    this.#records = records;
    this.sets = Array.from(new Set(records.map(({ data }) => data)));
    this.methods = Array.from(new Set(records.map(({ method }) => method)));
  }

  /**
   * One number on all splits of a data set.
   * @param mode - The origin of the parameters of the method.
   * @param of - Selects the number.
   * @returns A number for each split, in order.
   */
  values(set: string, method: string, mode: Mode, of: Reading): number[] {
    return this.of(set, method).map((record) => of(record[mode]));
  }

  /**
   * The mean of one number over splits.
   * @param mode - The origin of the parameters of the method.
   * @param of - Selects the number.
   */
  mean(set: string, method: string, mode: Mode, of: Reading): number {
    return mean(this.values(set, method, mode, of));
  }

  /**
   * Means over splits.
   * @param mode - The origin of parameters.
   * @param of - Selects the number.
   * @returns For each data set, the mean of each method.
   */
  means(mode: Mode, of: Reading): number[][] {
    return this.sets.map((set) =>
      this.methods.map((method) => this.mean(set, method, mode, of)),
    );
  }

  /**
   * The records of a method on a data set.
   * @returns One for each split, in order.
   */
  of(set: string, method: string): StudyRecord[] {
    return this.#records.filter(
      (record) => record.data === set && record.method === method,
    );
  }
}
