/** Numbers with a class for each row, and how they came to be. */
export interface Table {
  name: string;
  /** A data set that is a package, or a file of the reader's. */
  source: 'package' | 'file';
  /** Of the numbers. */
  columns: string[];
  X: number[][];
  y: string[];
  /** The column that tells the classes, and all there are. */
  label: string;
  candidates: string[];
  /** What was left out, and why: a sentence each. */
  notes: string[];
}
