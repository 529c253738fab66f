import type { Method } from './methods.ts';

/** 3-NN accuracy, and the mean certified 3-NN radius about the true label in standard deviations, on test rows. */
export type Figures = [accuracy: number, radius: number];

/** What is known of a data set from elsewhere. */
export interface Reference {
  /** As `readSplits` takes it: at most 600 rows. */
  name: string;
  /** How many stratified 70/30 splits. */
  splits: number;
  /** Those that are missing were not measured there. */
  figures: Partial<Record<Method | 'ARML', Figures>>;
}

/**
 * Figures of an independent prototype, from `reference/README.md` of the folder with data, on splits of its own; those of ARML
 * (Wang et al., Provably Robust Metric Learning, NeurIPS 2020) are of its authors' program.
 */
export const referenceTable: Reference[] = [
  {
    name: 'iris',
    splits: 20,
    figures: {
      Euclidean: [0.943, 0.711],
      LMNN: [0.951, 0.634],
      'LMNN + margin': [0.951, 0.734],
      NCA: [0.949, 0.577],
      'NCA + margin': [0.946, 0.712],
      ARML: [0.948, 0.738],
    },
  },
  {
    name: 'wine',
    splits: 20,
    figures: {
      Euclidean: [0.956, 1.135],
      LMNN: [0.984, 1.183],
      'LMNN + margin': [0.982, 1.378],
      NCA: [0.973, 1.259],
      'NCA + margin': [0.962, 1.299],
      ARML: [0.971, 1.337],
    },
  },
  {
    name: 'sonar',
    splits: 6,
    figures: {
      Euclidean: [0.839, 1.176],
      LMNN: [0.78, 0.307],
      'LMNN + margin': [0.847, 1.215],
      NCA: [0.849, 1.069],
      'NCA + margin': [0.839, 1.354],
      ARML: [0.833, 1.318],
    },
  },
  {
    name: 'glass',
    splits: 10,
    figures: {
      Euclidean: [0.699, 0.384],
      LMNN: [0.583, 0.088],
      'LMNN + margin': [0.708, 0.324],
      NCA: [0.706, 0.287],
      'NCA + margin': [0.709, 0.359],
      ARML: [0.706, 0.37],
    },
  },
  {
    name: 'breast_cancer',
    splits: 5,
    figures: {
      Euclidean: [0.968, 1.733],
      LMNN: [0.975, 0.339],
      'LMNN + margin': [0.96, 2.236],
      NCA: [0.967, 1.698],
      ARML: [0.965, 2.098],
    },
  },
  {
    name: 'wbc_original:600',
    splits: 5,
    figures: {
      Euclidean: [0.976, 1.074],
      LMNN: [0.974, 1.277],
      'LMNN + margin': [0.977, 1.165],
      NCA: [0.97, 1.049],
      ARML: [0.977, 1.135],
    },
  },
  {
    name: 'housevotes84',
    splits: 4,
    figures: {
      Euclidean: [0.928, 1.271],
      LMNN: [0.943, 1.145],
      'LMNN + margin': [0.939, 1.297],
      NCA: [0.928, 1.104],
      ARML: [0.939, 1.322],
    },
  },
];
