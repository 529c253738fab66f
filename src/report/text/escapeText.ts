const ENTITIES: Record<string, string> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": '#39',
};

/** Control characters, halves of surrogate pairs, noncharacters, and characters that change the direction of text. */
const UNFIT =
  /[\p{Control}\p{Surrogate}\p{Noncharacter_Code_Point}\p{Bidi_Control}]/gu;

/**
 * Escapes any text for HTML and XML, between tags and in attributes: labels and names of columns come from data.
 * Control characters become their pictures (␀, ␊), and characters that have none become �.
 * @returns Markup that shows the text.
 */
export function escapeText(text: string): string {
  return text
    .replaceAll(UNFIT, picture)
    .replaceAll(/[&<>"']/g, (character) => `&${ENTITIES[character]};`);
}

/**
 * Shortens a text.
 * @param length - The largest number of characters.
 * @returns The text, or its beginning and an ellipsis.
 */
export function shorten(text: string, length: number): string {
  const characters = Array.from(text);
  if (characters.length <= length) return text;
  return `${characters.slice(0, length - 1).join('')}…`;
}

function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code < 32 ? String.fromCodePoint(0x2400 + code) : '\uFFFD';
}
