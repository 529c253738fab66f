/** The line length of other pages. */
const WIDTH = 128;

/**
 * Breaks a paragraph into lines.
 * @param paragraph - Words, with single spaces or line breaks between them.
 */
export function wrap(paragraph: string): string {
  const lines = [''];
  for (const word of paragraph.trim().split(/\s+/)) {
    const line = lines.at(-1) ?? '';
    if (line.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join('\n');
}
