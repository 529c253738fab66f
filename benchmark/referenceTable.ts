import type { Method } from './methods.ts';

/** 3-NN accuracy, and the mean certified 3-NN radius for the true label in standard deviations, on test rows. */
export type Figures = [accuracy: number, radius: number];

/** Reference figures of a data set. */
export interface Reference {
  /** The name for `readSplits`: at most 600 rows. */
  name: string;
  /** The number of stratified 70/30 splits. */
  splits: number;
  /** Missing ones were not measured. */
  figures: Partial<Record<Method | 'ARML', Figures>>;
}

/**
 * Figures of an independent prototype, from `reference/README.md` of the folder with data, on splits of its own; those of ARML
 * (Wang et al., Provably Robust Metric Learning, NeurIPS 2020) are of its authors' program.
 */
const TABLE = `
  data             | splits | Euclidean     | LMNN          | LMNN + margin | NCA           | NCA + margin  | ARML
  iris             | 20     | 0.943 / 0.711 | 0.951 / 0.634 | 0.951 / 0.734 | 0.949 / 0.577 | 0.946 / 0.712 | 0.948 / 0.738
  wine             | 20     | 0.956 / 1.135 | 0.984 / 1.183 | 0.982 / 1.378 | 0.973 / 1.259 | 0.962 / 1.299 | 0.971 / 1.337
  sonar            | 6      | 0.839 / 1.176 | 0.780 / 0.307 | 0.847 / 1.215 | 0.849 / 1.069 | 0.839 / 1.354 | 0.833 / 1.318
  glass            | 10     | 0.699 / 0.384 | 0.583 / 0.088 | 0.708 / 0.324 | 0.706 / 0.287 | 0.709 / 0.359 | 0.706 / 0.370
  breast_cancer    | 5      | 0.968 / 1.733 | 0.975 / 0.339 | 0.960 / 2.236 | 0.967 / 1.698 |               | 0.965 / 2.098
  wbc_original:600 | 5      | 0.976 / 1.074 | 0.974 / 1.277 | 0.977 / 1.165 | 0.970 / 1.049 |               | 0.977 / 1.135
  housevotes84     | 4      | 0.928 / 1.271 | 0.943 / 1.145 | 0.939 / 1.297 | 0.928 / 1.104 |               | 0.939 / 1.322
`;

const [[, , ...methods], ...rows] = TABLE.trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()));

/** The same, by data set. */
export const referenceTable: Reference[] = rows.map(
  ([name, splits, ...cells]) => ({
    name,
    splits: Number(splits),
    figures: Object.fromEntries(
      cells.flatMap((cell, at) =>
        cell === '' ? [] : [[methods[at], cell.split(' / ').map(Number)]],
      ),
    ),
  }),
);
