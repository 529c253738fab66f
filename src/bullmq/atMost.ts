/**
 * Waits for something, but not for ever, and whether or not it succeeds: for what is done last.
 * @param milliseconds - How long at most.
 * @param promise - What to wait for.
 */
export async function atMost(
  milliseconds: number,
  promise: Promise<unknown>,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  try {
    await Promise.race([promise, late]);
  } catch {
    // Redis has gone meanwhile
  } finally {
    clearTimeout(timer);
  }
}
