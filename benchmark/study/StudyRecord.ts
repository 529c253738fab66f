/** The quality of a classifier on the test rows of one split. */
export interface Measures {
  /** The fraction of correct predictions. */
  accuracy: number;
  /** The mean certified radius for the true label, in standard deviations of the training columns. */
  radius: number;
  /** The mean of the radii that are proven by a search for the largest ones. */
  exactRadius: number;
  /** For each radius, the fraction of rows whose certified radius is larger. */
  certified: number[];
  /** Accuracy under noise of each norm. */
  noisy: number[];
  /** Seconds of one fit on all training rows: the faster one of two. */
  seconds: number;
}

/** The origin of the parameters of a method. */
export type Mode = 'tuned' | 'defaults';

/** The result of one method on one split: a line of the file of records. */
export interface StudyRecord extends Record<Mode, Measures> {
  /** A hash of everything that it depends on. */
  key: string;
  data: string;
  /** The index of the split. */
  split: number;
  method: string;
  /** The options chosen on training rows. */
  options: object;
}
