/**
 * A fingerprint of inputs: equal for equal ones, and almost certainly different for others. FNV-1a over bytes, twice
 * with different offset bases (Fowler, Noll and Vo, https://www.isthe.com/chongo/tech/comp/fnv). Not
 * cryptographically secure.
 * @returns 16 hexadecimal digits.
 */
export function fingerprint(
  parts: ReadonlyArray<string | Float64Array | Int32Array>,
): string {
  const encoder = new TextEncoder();
  // the offset basis of FNV, and its complement
  let first = 0x811c9dc5;
  let second = 0x7ee3623a;
  for (const part of parts) {
    // the length keeps neighbouring parts apart
    for (const piece of [encoder.encode(`${part.length}:`), bytesOf(part)]) {
      for (let at = 0; at < piece.length; at++) {
        first = Math.imul(first ^ piece[at], 0x01000193);
        second = Math.imul(second ^ piece[at], 0x01000193) ^ (first >>> 16);
      }
    }
  }
  return hex(first) + hex(second);

  function bytesOf(part: string | Float64Array | Int32Array): Uint8Array {
    if (typeof part === 'string') return encoder.encode(part);
    return new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
  }
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0');
}
