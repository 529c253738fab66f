import { checkInteger } from '../options/checks.ts';
import { describe } from '../options/describe.ts';

import type { ResolvedOptions } from './metricLearnerOptions.ts';

/**
 * Checks that the other options allow learning along principal axes. Lengths along these are lengths along the columns,
 * but sums and largest changes of columns are not, and an axis has neither the units of a column nor can it be fixed.
 * @throws {RangeError} If the margin needs the columns, or more rows or other bases are wanted than there are axes.
 */
export function checkPCA({
  pca,
  margin,
  components,
  init,
  parameterization,
}: Pick<
  ResolvedOptions,
  'pca' | 'margin' | 'components' | 'init' | 'parameterization'
>): void {
  if (pca === undefined) return;
  if (margin) {
    const { norm, units, fixed } = margin;
    if (norm !== 2) refuse('margin.norm must be 2', `${norm}`);
    if (units === 'raw') {
      refuse("margin.units must be 'standardized'", describe(units));
    }
    if (fixed.length > 0) refuse('margin.fixed must be empty', describe(fixed));
  }
  if (parameterization.bases) {
    refuse("parameterization.bases must be 'auto' or a number", 'a matrix');
  }
  const bounds = { max: pca, maxReason: 'pca' };
  if (components !== undefined) checkInteger(components, 'components', bounds);
  if (typeof init === 'object' && init.rows > pca) {
    throw new RangeError(
      `init must have at most ${pca} rows (pca), got ${init.rows}`,
    );
  }
  const { name } = parameterization;
  if (name === 'diagonal' && components !== undefined && components < pca) {
    refuse(
      `components must be ${pca} with parameterization 'diagonal'`,
      `${components}`,
    );
  }
}

function refuse(wanted: string, found: string): never {
  throw new RangeError(`${wanted} with pca, got ${found}`);
}

/**
 * Checks that a table has as many principal axes.
 * @throws {RangeError} If it has fewer rows or columns.
 */
export function checkAxes(
  pca: number | undefined,
  { rows, columns }: { rows: number; columns: number },
): void {
  if (pca === undefined) return;
  checkInteger(pca, 'pca', {
    max: Math.min(rows, columns),
    maxReason: `the number of ${rows < columns ? 'rows' : 'columns'} of X`,
  });
}
