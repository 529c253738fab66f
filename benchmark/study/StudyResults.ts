import { mean } from '../../examples/estimate.ts';

import type { Measures, Mode, StudyRecord } from './StudyRecord.ts';
import { studyMethods } from './studyMethods.ts';

/** Reads a number from what was measured. */
export type Reading = (measures: Measures) => number;

const METHODS = studyMethods.map(({ name }) => name);

/** Records of a whole study, to be asked. */
export class StudyResults {
  /** The data sets, in the order of their records. */
  readonly sets: string[];
  /** The methods, in the order of the tables. */
  readonly methods = METHODS;
  readonly #records: readonly StudyRecord[];

  /**
   * Keeps the records.
   * @param records - Of every method on every split of every data set.
   */
  constructor(records: readonly StudyRecord[]) {
    this.#records = records;
    this.sets = Array.from(new Set(records.map(({ data }) => data)));
  }

  /**
   * One number on all splits.
   * @param set - The data set.
   * @param method - The method.
   * @param mode - Where its parameters come from.
   * @param of - Which number.
   * @returns A number for each split, in their order.
   */
  values(set: string, method: string, mode: Mode, of: Reading): number[] {
    return this.of(set, method).map((record) => of(record[mode]));
  }

  /**
   * Its mean over splits.
   * @param set - The data set.
   * @param method - The method.
   * @param mode - Where its parameters come from.
   * @param of - Which number.
   * @returns The mean.
   */
  mean(set: string, method: string, mode: Mode, of: Reading): number {
    return mean(this.values(set, method, mode, of));
  }

  /**
   * Means over splits.
   * @param mode - Where parameters come from.
   * @param of - Which number.
   * @returns For each data set, the mean of each method.
   */
  means(mode: Mode, of: Reading): number[][] {
    return this.sets.map((set) =>
      this.methods.map((method) => this.mean(set, method, mode, of)),
    );
  }

  /**
   * The records of a method on a data set.
   * @param set - The data set.
   * @param method - The method.
   * @returns One for each split, in their order.
   */
  of(set: string, method: string): StudyRecord[] {
    return this.#records.filter(
      (record) => record.data === set && record.method === method,
    );
  }
}
