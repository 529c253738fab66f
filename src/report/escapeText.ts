const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that XML 1.0 has no place for, and those that turn the direction of what follows. */
const UNFIT =
  // eslint-disable-next-line no-control-regex -- these are the ones to find
  /[\0-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/g;

/**
 * Makes any text fit to stand in HTML and in XML, between tags and in attributes: labels and names of columns come from data.
 * Control characters become pictures of themselves (␀, ␊), and what has none becomes �.
 * @param text - Anything.
 * @returns Markup that shows it.
 */
export function escapeText(text: string): string {
  return makeWellFormed(text)
    .replaceAll(UNFIT, picture)
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character]);
}

/**
 * Shortens a text to what there is room for.
 * @param text - Anything.
 * @param length - Characters at most.
 * @returns The text, or its beginning and an ellipsis.
 */
export function shorten(text: string, length: number): string {
  const characters = Array.from(text);
  if (characters.length <= length) return text;
  return `${characters.slice(0, length - 1).join('')}…`;
}

// the half of a pair of surrogates is no character; String.prototype.toWellFormed is younger than Node.js 20 in browsers
function makeWellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '\uFFFD');
}

function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code < 32 ? String.fromCodePoint(0x2400 + code) : '\uFFFD';
}
