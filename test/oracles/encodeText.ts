/** The bytes 0x80 to 0x9f of Windows-1252 that the tests use. */
const WINDOWS_1252 = new Map([
  ['€', 0x80],
  ['„', 0x84],
  ['“', 0x93],
  ['”', 0x94],
]);

/** Encodes a text, as other programs write files. */
export function encodeText(text: string, encoding: string): Uint8Array {
  const [name] = encoding.split(' ');
  const marked = encoding.endsWith('BOM') ? `\uFEFF${text}` : text;
  if (name === 'utf8') return new TextEncoder().encode(marked);
  if (name === 'Windows-1252') {
    return Uint8Array.from(
      Array.from(text),
      (character) =>
        WINDOWS_1252.get(character) ?? character.codePointAt(0) ?? 0,
    );
  }
  const bytes = new Uint8Array(2 * marked.length);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < marked.length; at++) {
    // one code unit, not one character
    // eslint-disable-next-line unicorn/prefer-code-point
    view.setUint16(2 * at, marked.charCodeAt(at), name === 'UTF-16LE');
  }
  return bytes;
}
