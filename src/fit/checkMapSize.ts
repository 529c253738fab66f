import type { ResolvedOptions } from './metricLearnerOptions.ts';

/** Numbers of a map, a gigabyte of them: a fit needs some 25 arrays of its size, most of them the memory of L-BFGS. */
const LARGEST_MAP = 2 ** 27;

/**
 * Checks that the map can be held, before a fit tries to.
 * @param options - All options.
 * @param data - The table; as many rows as columns where they are not known yet.
 * @throws {RangeError} If it cannot, with what to do.
 */
export function checkMapSize(
  options: ResolvedOptions,
  { rows, columns }: { rows: number; columns: number },
): void {
  const images = imagesOf(options, rows, columns);
  if (images * columns <= LARGEST_MAP) return;
  const { name } = options.parameterization;
  const most = Math.floor(LARGEST_MAP / columns);
  const remedy =
    name === 'full'
      ? `set components to at most ${most}, or pca, which streams do not have`
      : `set pca, which streams do not have; components cannot be chosen with parameterization '${name}'`;
  throw new RangeError(
    `a map of ${images} × ${columns} numbers is too large to be learned: ${remedy}`,
  );
}

// rows of the map with which a fit begins
function imagesOf(
  { components, init, pca, isRotatable, parameterization }: ResolvedOptions,
  rows: number,
  columns: number,
): number {
  if (pca !== undefined) return components ?? pca;
  // L has all columns, whatever it starts from
  if (parameterization.name === 'diagonal') return columns;
  if (components !== undefined) return components;
  if (typeof init === 'object') return init.rows;
  return isRotatable ? Math.min(rows, columns) : columns;
}
