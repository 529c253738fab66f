/** The text of a file. */
export interface DecodedText {
  text: string;
  /** What was decided about the encoding: one sentence each. */
  notes: string[];
}

/** What files that are not text begin with. */
const SIGNATURES: Array<{ bytes: number[]; what: string }> = [
  { bytes: [0x89, 0x50, 0x4e, 0x47], what: 'a PNG image' },
  { bytes: [0xff, 0xd8, 0xff], what: 'a JPEG image' },
  { bytes: [0x47, 0x49, 0x46, 0x38], what: 'a GIF image' },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'a PDF document' },
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    what: 'an Excel workbook or another zip file',
  },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Excel workbook' },
  { bytes: [0x1f, 0x8b], what: 'a gzip file' },
  { bytes: [0x42, 0x5a, 0x68], what: 'a bzip2 file' },
  { bytes: [0xfd, 0x37, 0x7a, 0x58], what: 'an xz file' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], what: 'a zstd file' },
  { bytes: [0x50, 0x41, 0x52, 0x31], what: 'a Parquet file' },
  { bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], what: 'an SQLite database' },
];

/** What the bytes 0x80 to 0x9f are in Windows-1252; a blank is none. */
const WINDOWS_1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';
/** As many bytes show whether every other one is 0. */
const HEAD = 4096;

/**
 * Decodes a file: UTF-8 and UTF-16, with or without a byte order mark, and else Windows-1252.
 * @throws {Error} A sentence for the user, if the file is not text.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const known = SIGNATURES.find((signature) =>
    signature.bytes.every((byte, at) => bytes[at] === byte),
  );
  if (known) throw notText(known.what);
  const utf16 = findUTF16(bytes);
  if (utf16) {
    return withoutZeros({
      text: new TextDecoder(utf16.encoding).decode(bytes),
      notes: utf16.isMarked
        ? []
        : ['The file is read as UTF-16, which every other byte shows.'],
    });
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return withoutZeros({ text, notes: [] });
  } catch {
    return withoutZeros({
      text: decodeWindows1252(bytes),
      notes: ['The file is not UTF-8, so it is read as Windows-1252.'],
    });
  }
}

/**
 * Checks that a text has no zeros, and removes the byte order mark.
 * @throws {Error} A sentence for the user.
 */
export function withoutZeros({ text, notes }: DecodedText): DecodedText {
  if (text.includes('\0')) throw notText('a file of numbers in binary form');
  return { text: text.startsWith('\uFEFF') ? text.slice(1) : text, notes };
}

function notText(what: string): Error {
  return new Error(
    `This is ${what} and not text. Save the table as CSV, and read that.`,
  );
}

function findUTF16(
  bytes: Uint8Array,
): { encoding: string; isMarked: boolean } | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) {
    return { encoding: 'utf-16le', isMarked: true };
  }
  if (first === 0xfe && second === 0xff) {
    return { encoding: 'utf-16be', isMarked: true };
  }
  const zeros = [0, 0];
  const length = Math.min(bytes.length, HEAD);
  for (let at = 0; at < length; at++) if (bytes[at] === 0) zeros[at % 2]++;
  // digits and delimiters have a zero; other letters may not
  const many = length / 4;
  if (zeros[1] > many && zeros[0] === 0) {
    return { encoding: 'utf-16le', isMarked: false };
  }
  if (zeros[0] > many && zeros[1] === 0) {
    return { encoding: 'utf-16be', isMarked: false };
  }
  return undefined;
}

function decodeWindows1252(bytes: Uint8Array): string {
  // some engines decode it as Latin 1, where these are control characters
  return new TextDecoder('windows-1252')
    .decode(bytes)
    .replaceAll(/[\u0080-\u009F]/g, (control) => {
      const character = WINDOWS_1252[(control.codePointAt(0) ?? 0) - 0x80];
      return character === ' ' ? control : character;
    });
}
