import type { Table } from './readTable.ts';

/**
 * Checks that there are at least two classes, each with enough rows.
 * @param least - The least number of rows.
 */
export function checkClasses({ name, y }: Table, least: number): void {
  const sizes = new Map<string, number>();
  for (const label of y) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  for (const [label, size] of sizes) {
    if (size >= least) continue;
    throw new Error(
      `${name}: class '${label}' must have at least ${least} rows to be split and learned from, got ${size}`,
    );
  }
  if (sizes.size < 2) {
    throw new Error(
      `${name}: there must be at least two classes to be told apart, got only '${y[0]}'`,
    );
  }
}
