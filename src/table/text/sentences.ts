/** Writes a number with its noun: `one cell`, `3 cells`. */
export function count(many: number, noun: string): string {
  return many === 1
    ? `one ${noun}`
    : `${many.toLocaleString('en')} ${noun}${noun.endsWith('s') ? 'es' : 's'}`;
}

/** Puts a text of the file between quotation marks, shortened to what fits into a sentence. */
export function quote(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return `“${line.length > 40 ? `${line.slice(0, 39)}…` : line}”`;
}

/** Names some things: `“a”`, `“a” and “b”`, `“a”, “b”, “c”, “d” and 3 more`. */
export function listSome(names: readonly string[]): string {
  const most = 5;
  const shown =
    names.length > most
      ? [...names.slice(0, most - 1), `${names.length - most + 1} more`]
      : names;
  if (shown.length < 2) return shown.join('');
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
