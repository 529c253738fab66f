/**
 * Says what goes on, beside the tables or the JSON, not in them.
 * @param line - One line.
 */
export function announce(line: string): void {
  process.stderr.write(`${line}\n`);
}
