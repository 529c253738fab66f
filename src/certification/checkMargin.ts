/**
 * Checks that a margin is a number.
 * @param margin - What was computed.
 * @throws {RangeError} It is not finite.
 */
export function checkMargin(margin: number): void {
  if (Number.isFinite(margin)) return;
  throw new RangeError(
    `a margin must be finite, got ${margin}: the rows are too far apart`,
  );
}
