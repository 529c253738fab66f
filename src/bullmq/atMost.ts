/** Waits for a promise to settle, but no longer than a given time: for cleaning up. */
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
