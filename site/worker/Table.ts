/** Numbers with a class for each row, and their origin. */
export interface Table {
  name: string;
  /** A data set of a package, or a file of the user. */
  source: 'package' | 'file';
  /** The names of the columns. */
  columns: string[];
  X: number[][];
  y: string[];
  /** The class column, and all classes. */
  label: string;
  candidates: string[];
  /** What was left out, and why: one sentence each. */
  notes: string[];
}
