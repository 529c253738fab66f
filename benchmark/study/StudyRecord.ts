/** What a classifier is worth on the test rows of one split. */
export interface Measures {
  /** The part of the rows that is predicted right. */
  accuracy: number;
  /** The mean certified radius about the right label, in standard deviations of the training columns. */
  radius: number;
  /** At each of the radii, the part of the rows whose certified radius is larger. */
  certified: number[];
  /** Accuracy under noise of each size. */
  noisy: number[];
  /** Of one fit on all training rows: the faster one of two. */
  seconds: number;
}

/** Where the parameters of a method come from. */
export type Mode = 'tuned' | 'defaults';

/** What came out of one method on one split: a line of the file of records. */
export interface StudyRecord extends Record<Mode, Measures> {
  /** Stands for everything that it depends on. */
  key: string;
  data: string;
  /** Which split, from 0. */
  split: number;
  method: string;
  /** The options that were chosen on training rows. */
  options: object;
}
