/**
 * Counts steps on a terminal, and writes nothing to a pipe.
 * @param total - The number of steps.
 * @returns Functions to call after each step, and at the end.
 */
export function showProgress(total: number): {
  advance: () => void;
  clear: () => void;
} {
  const { stderr, stdout } = process;
  const shown = stderr.isTTY && stdout.isTTY;
  let done = 0;
  return {
    advance: () => {
      done++;
      if (shown) stderr.write(`\r${done} of ${total} fits`);
    },
    clear: () => {
      if (shown) stderr.write('\r\u001B[K');
    },
  };
}
