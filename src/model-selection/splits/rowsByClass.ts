import type { Labels } from '../../data/labels.ts';
import { encodeLabels } from '../../data/labels.ts';
import { describe } from '../../options/describe.ts';

/**
 * Groups rows by class.
 * @param y - n labels.
 * @returns The rows of each class, in ascending order; classes in order of first appearance.
 * @throws {TypeError|RangeError} If labels have the wrong type, there are none, or a class has a single row, which
 * cannot be on both sides of a split.
 */
export function rowsByClass(y: Labels): number[][] {
  const { codes, classes } = encodeLabels(y, 'y');
  if (codes.length === 0) {
    throw new RangeError('y must have at least one label, got none');
  }
  const found = classes.map((): number[] => []);
  for (const [row, code] of codes.entries()) found[code].push(row);
  for (const [code, rows] of found.entries()) {
    if (rows.length > 1) continue;
    throw new RangeError(
      `class ${describe(classes[code])} must have at least 2 rows, got 1`,
    );
  }
  return found;
}
