/**
 * Counts steps on a terminal, and keeps quiet when the output is piped.
 * @param total - How many steps there will be.
 * @returns What to call after each step, and at the end.
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
