import { XSadd } from 'ml-xsadd';

import type { LabelledTable } from './withTask.ts';

const CLASSES = 10;
/** How far the centres of classes are from each other, in standard deviations of a column: classes then overlap a little. */
const SPREAD = 1;

/**
 * Generates a Gaussian cluster a class, of the same seed each time. Every second column tells nothing.
 * @param size - How much.
 * @param size.rows - n.
 * @param size.columns - d.
 * @returns Rows with labels, classes in turn.
 */
export function generateClusters({
  rows,
  columns,
}: {
  rows: number;
  columns: number;
}): LabelledTable {
  const { random } = new XSadd(1);
  // Box and Muller
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
