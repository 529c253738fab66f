/** How the study is made. Splits, folds and noise come from the seed. */
export interface StudySettings {
  /** How many random splits of each data set into training and test rows, each class by itself. */
  splits: number;
  /** The part of the rows that is tested. */
  testSize: number;
  /** Folds of the training rows, by which parameters are chosen. */
  folds: number;
  /** How many neighbours vote. */
  k: number;
  /** Where certified accuracy is measured, in standard deviations of the training columns. */
  radii: number[];
  /** How strong the noise is, in the same unit. */
  sigmas: number[];
  /** How often noise is drawn for every test row. */
  repeats: number;
  seed: number;
}

/** The settings of docs/STUDY.md. */
export const SETTINGS: StudySettings = {
  splits: 20,
  testSize: 0.3,
  folds: 3,
  k: 3,
  radii: [0.25, 0.5, 1],
  sigmas: [0.25, 0.5, 1],
  repeats: 10,
  seed: 0,
};
