/** The settings of the study. Splits, folds and noise are drawn by the seed. */
export interface StudySettings {
  /** The number of random stratified splits of each data set into training and test rows. */
  splits: number;
  /** The fraction of test rows. */
  testSize: number;
  /** Folds of the training rows, by which parameters are chosen; 0: the defaults. */
  folds: number;
  /** The number of neighbours. */
  k: number;
  /** Radii of certified accuracy, in standard deviations of the training columns. */
  radii: number[];
  /** Norms of noise, in the same unit. */
  sigmas: number[];
  /** The number of noise samples for every test row. */
  repeats: number;
  seed: number;
}

/** The settings of docs/STUDY.md for tables of up to 1,000 rows, and samples of as many rows. */
export const SETTINGS: StudySettings = {
  splits: 10,
  testSize: 0.3,
  folds: 3,
  k: 3,
  radii: [0.25, 0.5, 1],
  sigmas: [0.25, 0.5, 1],
  repeats: 10,
  seed: 0,
};

/** Those for whole tables of more rows. */
export const LARGE_SETTINGS: StudySettings = {
  ...SETTINGS,
  splits: 2,
  folds: 0,
  repeats: 1,
};
