import { XSadd } from 'ml-xsadd';

import type { LabelledTable } from '../measure/withTask.ts';

const CLASSES = 10;
/** The distance between the centres of classes, in standard deviations of a column: classes overlap a little. */
const SPREAD = 1;

/**
 * Generates one Gaussian cluster per class, always with the same seed. Every second column is noise.
 * @param size.rows - n.
 * @param size.columns - d.
 * @returns Rows with labels, classes alternating.
 */
export function generateClusters({
  rows,
  columns,
}: {
  rows: number;
  columns: number;
}): LabelledTable {
  const { random } = new XSadd(1);
  // Box–Muller
  const normal = () =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const centers = Array.from({ length: CLASSES }, () =>
    Array.from({ length: columns }, (_, column) =>
      column % 2 === 0 ? SPREAD * normal() : 0,
    ),
  );
  const y = Array.from({ length: rows }, (_, row) => row % CLASSES);
  const X = y.map((label) => centers[label].map((center) => center + normal()));
  return { X, y };
}
