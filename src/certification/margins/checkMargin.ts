/**
 * Checks that a computed margin is finite.
 * @throws {RangeError} If it is not.
 */
export function checkMargin(margin: number): void {
  if (Number.isFinite(margin)) return;
  throw new RangeError(
    `a margin must be finite, got ${margin}: the rows are too far apart`,
  );
}
