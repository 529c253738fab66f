/** Where some rows begin and end, excluded. */
export type Run = [from: number, to: number];

/**
 * Splits rows into runs of whole blocks, about as many in each.
 * @param from - The first row.
 * @param to - The end, excluded.
 * @param parts - How many runs at most.
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
