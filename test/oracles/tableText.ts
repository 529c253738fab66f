/** Writes a table: a header, or none, and lines that a function returns. */
export function tableText(
  header: string,
  rows: number,
  lineOf: (row: number) => string,
): string {
  const lines = Array.from({ length: rows }, (_, row) => lineOf(row));
  return (header === '' ? lines : [header, ...lines]).join('\n');
}

/** A number with quarters that does not rise with the row, and differs from those of other columns. */
export function quarter(row: number, column = 0): number {
  return 0.25 + (((row + column) * 37) % 11) / 4 + column * 10;
}

/** One of two classes. */
export function kind(row: number): string {
  return 'ab'[row % 2];
}
