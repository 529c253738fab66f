import type { LabelledData } from '../data/LabelledData.ts';
import { classSizes } from '../data/LabelledData.ts';
import { describe } from '../options/describe.ts';

/**
 * Limits a number of targets that the caller did not choose to what the smallest class offers: each row has the other
 * rows of its class.
 * @throws {RangeError} If a class has a single row, and hence no target.
 */
export function limitTargets(targets: number, data: LabelledData): number {
  const sizes = classSizes(data);
  const smallest = Math.min(...sizes);
  if (smallest > 1) return Math.min(targets, smallest - 1);
  const label = describe(data.classes[sizes.indexOf(smallest)]);
  throw new RangeError(
    `class ${label} must have at least 2 rows for a metric to be learned, got 1; leave the class out`,
  );
}
