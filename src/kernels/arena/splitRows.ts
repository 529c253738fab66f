/** A run of rows; `to` is excluded. */
export type Run = [from: number, to: number];

/**
 * Splits the rows from `from` to `to` (excluded) into at most `parts` runs of whole blocks, of about equal length.
 * @param block - Rows of a block.
 * @returns The runs, none of them empty.
 */
export function splitRows(
  from: number,
  to: number,
  parts: number,
  block: number,
): Run[] {
  const length = block * Math.ceil((to - from) / (parts * block));
  const runs: Run[] = [];
  for (let begin = from; begin < to; begin += length) {
    runs.push([begin, Math.min(begin + length, to)]);
  }
  return runs;
}
