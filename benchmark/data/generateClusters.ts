import { XSadd } from 'ml-xsadd';

import type { LabelledTable } from '../measure/withTask.ts';

/**
 * Generates one Gaussian cluster per class, always with the same seed. Every second column is noise.
 * @param size.rows - n.
 * @param size.columns - d.
 * @param size.classes - The number of classes.
 * @param size.spread - The standard deviation of the centres of classes in the other columns, in units of that of a row around
 * them: for many columns, classes overlap only if it is small.
 * @returns Rows with labels, classes alternating.
 */
export function generateClusters({
  rows,
  columns,
  classes = 10,
  spread = 1,
}: {
  rows: number;
  columns: number;
  classes?: number;
  spread?: number;
}): LabelledTable {
  const { random } = new XSadd(1);
  // Box–Muller
  const normal = () =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const centers = Array.from({ length: classes }, () =>
    Array.from({ length: columns }, (_, column) =>
      column % 2 === 0 ? spread * normal() : 0,
    ),
  );
  const y = Array.from({ length: rows }, (_, row) => row % classes);
  const X = y.map((label) => centers[label].map((center) => center + normal()));
  return { X, y };
}
