import type { Cells } from './parseCells.ts';
import { parseCells } from './parseCells.ts';

/** Names and cells of an ARFF file. */
export interface ARFF extends Cells {
  names: string[];
}

const DATA = /^\s*@data\b.*$/im;
const ATTRIBUTE =
  /^\s*@attribute\s+(?:'(?<single>[^']*)'|"(?<double>[^"]*)"|(?<plain>[^\s{]+))/gim;

/** Whether a text is an ARFF file of Weka. */
export function isARFF(text: string): boolean {
  return /^(?:\s*(?:%.*)?\n)*\s*@relation\b/i.test(text.slice(0, 100_000));
}

/**
 * Reads an ARFF file: names from `@attribute`, cells from `@data`.
 * @param text - With `\n` at the ends of lines.
 * @throws {Error} A sentence for the user.
 */
export function readARFF(text: string): ARFF {
  const found = DATA.exec(text);
  if (!found) {
    throw new Error('This ARFF file has no line @data, so it has no rows.');
  }
  const head = text.slice(0, found.index);
  const start = found.index + found[0].length;
  // comments become blank lines, so that lines keep their numbers
  const body = text.slice(start).replaceAll(/^%.*$/gm, '');
  if (/^\s*\{/m.test(body)) {
    throw new Error(
      'This is a sparse ARFF file. Save the table as CSV, and read that.',
    );
  }
  const names = Array.from(
    head.matchAll(ATTRIBUTE),
    ({ groups }) => groups?.single ?? groups?.double ?? groups?.plain ?? '',
  );
  const cells = parseCells(body, {
    delimiter: ',',
    quote: /(?:^|,)[ \t]*'/m.test(body) ? "'" : '"',
    firstLine: text.slice(0, start).split('\n').length,
  });
  return { names, ...cells };
}
