import { nameOfScoring } from '../tasks/checkScoring.ts';

import type { SearchPlan } from './searchOptions.ts';

/**
 * A fingerprint of everything that the result of a search depends on, except the code of functions.
 * @returns 16 hexadecimal digits.
 */
export function fingerprintSearch(plan: SearchPlan): string {
  const { data, classifier, candidates, scoring, rounds } = plan;
  const { values, columns, codes, classes } = data;
  const text = JSON.stringify([
    classifier.name,
    candidates,
    scoring.map(nameOfScoring),
    rounds.map((round) => round.candidates),
    columns,
    classes,
  ]);
  const rows = rounds.flatMap(({ splits }) =>
    splits.flatMap(({ train, test }) => [train, test]),
  );
  return hash([text, values, codes, ...rows]);
}

/**
 * FNV-1a over bytes, twice with different offset bases (Fowler, Noll and Vo, https://www.isthe.com/chongo/tech/comp/fnv):
 * equal for equal inputs, and almost certainly different for others. Not cryptographically secure.
 */
function hash(
  parts: ReadonlyArray<string | Float64Array | Int32Array>,
): string {
  const encoder = new TextEncoder();
  // the offset basis of FNV, and its complement
  let first = 0x811c9dc5;
  let second = 0x7ee3623a;
  for (const part of parts) {
    const bytes =
      typeof part === 'string'
        ? encoder.encode(part)
        : new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
    // the length separates adjacent parts
    for (const piece of [encoder.encode(`${part.length}:`), bytes]) {
      for (let at = 0; at < piece.length; at++) {
        first = Math.imul(first ^ piece[at], 0x01000193);
        second = Math.imul(second ^ piece[at], 0x01000193) ^ (first >>> 16);
      }
    }
  }
  return toHex(first) + toHex(second);
}

function toHex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0');
}
