/** Cells that are missing in any column. Case counts: `Na` may be sodium. */
const ANYWHERE = new Set(
  '|?|NA|N/A|n/a|#N/A|NaN|nan|NAN|null|NULL|<NA>'.split('|'),
);
/** Cells that are missing among numbers, in lower case. In other columns, `none` may be a class. */
const AMONG_NUMBERS = new Set(
  '-|--|.|na|none|nil|missing|unknown|#value!|#div/0!|#ref!'.split('|'),
);

/** Whether a cell is missing, whatever its column contains. */
export function isMissing(cell: string): boolean {
  return cell.length < 5 && ANYWHERE.has(cell);
}

/** Whether a cell of a column of numbers is missing. */
export function isMissingNumber(cell: string): boolean {
  return isMissing(cell) || AMONG_NUMBERS.has(cell.toLowerCase());
}
