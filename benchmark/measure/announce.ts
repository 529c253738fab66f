/** Reports progress on stderr, separate from tables and JSON. */
export function announce(line: string): void {
  process.stderr.write(`${line}\n`);
}
