/** Whatever a file holds, it becomes a table, or a sentence says why not. */
import fc from 'fast-check';
import type { Sheet, Table, TableOptions } from 'ml-metric-learning/table';
import { readSheet, readTable } from 'ml-metric-learning/table';
import { expect, test } from 'vitest';

/** A sentence for the user; the one about quotation marks may end with what it quotes. */
const SENTENCE = /^[A-Z“].*\.$/s;
const NONSENSE = /NaN|Infinity|undefined|\[object/;

function expectTableOrSentence(
  source: string | Uint8Array,
  options?: TableOptions,
): void {
  const { table, error } = attempt(source, options);
  const numbers = table?.X.flat() ?? [];
  expect(numbers.filter((value) => !Number.isFinite(value))).toStrictEqual([]);
  const sentences = table?.notes ?? [(error as Error).message];
  for (const sentence of sentences) {
    expect(sentence).toMatch(SENTENCE);
    // unless the file says so
    expect(String(source).match(NONSENSE) ? '' : sentence).not.toMatch(
      NONSENSE,
    );
  }
  expect(error?.constructor ?? Error).toBe(Error);
  expect(table?.encoder.encode(table.records)).toStrictEqual(table?.X);
}

function attempt(
  source: string | Uint8Array,
  options?: TableOptions,
): { table?: Table; error?: Error } {
  try {
    return { table: readTable(source, options) };
  } catch (error) {
    return { error: error as Error };
  }
}

const cell = fc.oneof(
  fc.constantFrom(
    '1',
    '2.5',
    '-3',
    '1,5',
    '1.120',
    '1,120',
    '1.234,5',
    '1 000',
    '1e5',
    '',
    'NA',
    '?',
    '-',
    'none',
    '1e300',
    '1e999',
    '0x10',
    '007',
    '.5',
    '−2',
    'a',
    'b',
    'A b',
    'größer',
    '"',
    '""',
    '"a,b"',
    '"a\nb"',
    "'",
    'sep=;',
    '__proto__',
    'constructor',
    'NaN',
    'Infinity',
    '@data',
    '%',
    '{',
    '#',
  ),
  fc.double({ noNaN: true }).map(String),
  fc.string({ maxLength: 4 }),
);

const messyText = fc
  .integer({ min: 1, max: 4 })
  .chain((columns) =>
    fc.tuple(
      fc.array(
        fc.tuple(
          fc.array(cell, { minLength: columns, maxLength: columns }),
          fc.oneof(
            { weight: 9, arbitrary: fc.constantFrom('p', 'q', '1', '"1,5"') },
            { weight: 1, arbitrary: cell },
          ),
        ),
        { minLength: 1, maxLength: 6 },
      ),
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom(',', ';', '\t', '|', ' '),
      fc.constantFrom('\n', '\r\n', '\r'),
    ),
  )
  .map(([rows, times, delimiter, end]) =>
    // repeated, so that there are classes
    Array.from({ length: times }, () => rows)
      .flat()
      .map(([cells, label]) => [...cells, label].join(delimiter))
      .join(end),
  );

test('any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) =>
      expectTableOrSentence(bytes),
    ),
    { numRuns: 500 },
  );
});

test('any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) =>
      expectTableOrSentence(text),
    ),
    { numRuns: 500 },
  );
});

test('cells of any kind, delimiter and line end, gaps filled or dropped', () => {
  fc.assert(
    fc.property(
      messyText,
      fc.constantFrom<TableOptions['missing']>('fill', 'drop'),
      (text, missing) => expectTableOrSentence(text, { missing }),
    ),
    { numRuns: 1000 },
  );
});

test('every number is found in its row of the file, or is a median that a note tells', () => {
  fc.assert(
    fc.property(messyText, (text) => {
      const { table } = attempt(text);
      const {
        columns,
        records,
        lines,
      }: Pick<Sheet, 'columns' | 'records' | 'lines'> = table
        ? readSheet(text)
        : { columns: [], records: [], lines: [] };
      for (const { name, kind, columns: at } of table?.encoder.groups ?? []) {
        const place = columns.findIndex((column) => column.name === name);
        const found = table?.X.map((row, index) => {
          const line = table.lines[index];
          const raw = records[lines.indexOf(line)][place];
          return kind === 'category'
            ? at.every((column) => [0, 1].includes(row[column]))
            : isToldBy(row[at[0]], raw, table.notes);
        });
        expect(found).not.toContain(false);
      }
    }),
    { numRuns: 1000 },
  );
});

test('no row and no column is lost without a word', () => {
  fc.assert(
    fc.property(messyText, (text) => {
      const { table } = attempt(text);
      const sheet = table ? readSheet(text) : undefined;
      const linesOf = (rows: Array<{ line: number }> = []) =>
        rows.map(({ line }) => line);
      const all = [...(sheet?.lines ?? []), ...linesOf(sheet?.skipped)];
      const told = [...(table?.lines ?? []), ...linesOf(table?.skipped)];
      expect(told.toSorted((a, b) => a - b)).toStrictEqual(
        all.toSorted((a, b) => a - b),
      );
      const used = new Set(table?.encoder.groups.map(({ name }) => name));
      const untold = sheet?.columns.filter(
        ({ name }) =>
          name !== table?.labelName &&
          !used.has(name) &&
          !table?.notes.some((note) =>
            note.includes(`“${name.replaceAll(/\s+/g, ' ')}”`),
          ),
      );
      expect(untold ?? []).toStrictEqual([]);
    }),
    { numRuns: 1000 },
  );
});

// the number as any program would write it, or a gap that was filled
function isToldBy(
  value: number,
  raw: string,
  notes: readonly string[],
): boolean {
  const readings = [
    raw,
    raw.replace('−', '-'),
    raw.replace(',', '.'),
    raw.replaceAll(/[, ']/g, ''),
    raw.replaceAll(/[. ']/g, '').replace(',', '.'),
  ].map(Number);
  const median = String(Number(value.toPrecision(12)));
  return (
    readings.includes(value) ||
    notes.some((note) => note.includes(`median ${median}`))
  );
}
