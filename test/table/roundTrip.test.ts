/** A table that is written in any way reads back to the same numbers and labels. */
import fc from 'fast-check';
import { readTable } from 'ml-metric-learning/table';
import { expect, test } from 'vitest';

import { encodeText } from '../oracles/encodeText.ts';

const CLASSES = ['k1', 'größer', 'no, other', 'sagt „ja“', '5" pipe'];

const rows = fc
  .record({
    // quarters, which are exact in any notation, and thousands
    numbers: fc.array(
      fc.tuple(
        fc.integer({ min: -40_000, max: 40_000 }).map((n) => n / 4),
        fc.integer({ min: -2_000_000, max: 2_000_000 }).map((n) => n / 8),
      ),
      { minLength: 6, maxLength: 30 },
    ),
    classes: fc.shuffledSubarray(CLASSES, { minLength: 2 }),
  })
  // halves are in each column, so that the decimal mark is certain
  .map(({ numbers, classes }) =>
    [[0.5, -1.5] as [number, number], ...numbers].map((values, row) => ({
      values,
      label: classes[row % 2],
    })),
  );

const format = fc
  .record({
    delimiter: fc.constantFrom(',', ';', '\t', '|', ' '),
    decimal: fc.constantFrom('.', ','),
    group: fc.constantFrom('', '.', ',', "'"),
    isQuoted: fc.boolean(),
    isNamed: fc.boolean(),
    lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
    hasLastEnd: fc.boolean(),
    hasLastDelimiter: fc.boolean(),
    encoding: fc.constantFrom(
      'utf8',
      'utf8 with BOM',
      'UTF-16LE with BOM',
      'UTF-16BE with BOM',
      'UTF-16LE',
      'UTF-16BE',
    ),
  })
  .filter(({ decimal, group }) => decimal !== group);
type Format = typeof format extends fc.Arbitrary<infer Value> ? Value : never;

function write(
  table: Array<{ values: number[]; label: string }>,
  {
    delimiter,
    decimal,
    group,
    isQuoted,
    isNamed,
    lineEnd,
    hasLastEnd,
    hasLastDelimiter,
  }: Format,
): string {
  const cell = (text: string) =>
    isQuoted || text.includes(delimiter) || /["\s]/.test(text)
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  const number = (value: number) => {
    const [whole, part] = String(Math.abs(value)).split('.');
    const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, group);
    const sign = value < 0 ? '-' : '';
    return `${sign}${grouped}${part === undefined ? '' : decimal + part}`;
  };
  const end = hasLastDelimiter && delimiter !== ' ' ? delimiter : '';
  const lines = table.map(
    ({ values, label }) =>
      [...values.map(number), label].map(cell).join(delimiter) + end,
  );
  const header = ['width', 'height', 'the kind'].map(cell).join(delimiter);
  const all = isNamed ? [header + end, ...lines] : lines;
  return all.join(lineEnd) + (hasLastEnd ? lineEnd : '');
}

test('whatever the delimiter, decimal mark, quotation, header, line ends and encoding', () => {
  fc.assert(
    fc.property(rows, format, (table, written) => {
      const bytes = encodeText(write(table, written), written.encoding);
      const { X, y, notes } = readTable(bytes, { include: [0, 1] });
      expect({ X, y, notes }).toStrictEqual({
        X: table.map(({ values }) => values.map((value) => value + 0)),
        y: table.map(({ label }) => label),
        notes,
      });
    }),
    { numRuns: 400 },
  );
});

test('Windows-1252 reads back as well, and is noted', () => {
  fc.assert(
    fc.property(rows, format, (table, written) => {
      const text = write(
        table.map((row) => ({ ...row, label: `${row.label} “€ß”` })),
        written,
      );
      const { y, notes } = readTable(encodeText(text, 'Windows-1252'));
      expect(y).toStrictEqual(table.map(({ label }) => `${label} “€ß”`));
      expect(notes[0]).toContain('Windows-1252');
    }),
    { numRuns: 50 },
  );
});

test('labels are trimmed', () => {
  const { y } = readTable('x,k\n1,  a \n2," b "\n3,a\n4.5, b');
  expect(y).toStrictEqual(['a', 'b', 'a', 'b']);
});
