/** Kinds of tables, one small file each: what they become, or what is said. */
import type { TableOptions } from 'ml-metric-learning/table';
import { readTable } from 'ml-metric-learning/table';
import { expect, test } from 'vitest';

import { kind, quarter, tableText } from '../oracles/tableText.ts';

interface Kind {
  what: string;
  text: string;
  options?: TableOptions;
  columns: string[];
  /** The first row of X. */
  first: number[];
  rows?: number;
  /** What the notes say, in their order. */
  notes?: RegExp[];
}

const x = quarter;
const line = (row: number) => `${x(row)},${x(row, 1)},${kind(row)}`;
const two = { columns: ['x', 'y'], first: [0.25, 11.25] };
const one = { columns: ['x'], first: [0.25] };
const byPlace = {
  columns: ['column 1', 'column 2'],
  first: [0.25, 11.25],
  notes: [/^Line 1 holds numbers and not names/],
};
const named = /^Line 1 is read as the names/;

const KINDS: Kind[] = [
  { what: 'commas', text: tableText('x,y,k', 10, line), ...two },
  {
    what: 'pipes',
    text: tableText('x|k', 10, (row) => `${x(row)}|${kind(row)}`),
    ...one,
  },
  {
    what: 'a delimiter that is told',
    text: tableText('x:k', 10, (row) => `${x(row)}:${kind(row)}`),
    options: { delimiter: ':' },
    ...one,
  },
  {
    what: 'a delimiter that the first line tells',
    text: tableText('sep=:\nx:k', 10, (row) => `${x(row)}:${kind(row)}`),
    ...one,
  },
  {
    what: 'blanks and tabs in any number, and at both ends',
    text: tableText(
      '',
      10,
      (row) => `  ${x(row)} \t ${x(row, 1)}   ${kind(row)} `,
    ),
    ...byPlace,
  },
  {
    what: 'line ends of two kinds',
    text: tableText('x,y,k', 10, (row) => line(row) + '\r'.repeat(row % 2)),
    ...two,
  },
  {
    what: 'line ends of an old Mac',
    text: tableText('x,y,k', 10, line).replaceAll('\n', '\r'),
    ...two,
  },
  {
    what: 'blanks around quotations',
    text: tableText(
      'x, "y" , k',
      10,
      (row) => `${x(row)}, "${x(row, 1)}" , "${kind(row)}"`,
    ),
    ...two,
  },
  {
    what: 'blank lines between rows, and rows of delimiters at the end',
    text: `${tableText('\nx,y,k\n', 10, (row) => `${line(row)}\n`)}\n,,\n,,`,
    ...two,
  },
  {
    what: 'delimiters at the ends of all lines',
    text: tableText('x,y,k,', 10, (row) => `${line(row)},`),
    ...two,
  },
  {
    what: 'empty columns without names at the end, as spreadsheets write them',
    text: tableText('x,y,k,,', 10, (row) => `${line(row)},,`),
    ...two,
  },
  {
    what: 'a few lines with other numbers of cells',
    text: `${tableText('x,y,k', 10, line)}\n1,a\n1,2,3,4`,
    ...two,
    notes: [/^Left out: 2 lines with more or fewer cells.*\(line 12 and 13\)/],
  },
  {
    what: 'a quotation with a delimiter and a line end',
    text: tableText('"x,\nin mm",k', 10, (row) => `${x(row)},${kind(row)}`),
    columns: ['x,\nin mm'],
    first: [0.25],
  },
  {
    what: 'quotation marks within cells',
    text: tableText(
      'size,x,k',
      10,
      (row) => `${row % 3}" pipe,${x(row)},${kind(row)}`,
    ),
    columns: ['size = 0" pipe', 'size = 1" pipe', 'size = 2" pipe', 'x'],
    first: [1, 0, 0, 0.25],
    notes: [/“size” \(3 columns\)/],
  },
  {
    what: 'names of rows without a name, as R writes them',
    text: tableText(
      '"x" "y" "k"',
      10,
      (row) => `"r${row}" ${x(row)} ${x(row, 1)} "${kind(row)}"`,
    ),
    ...two,
    notes: [/^Line 1 has a cell less/, /another text in most rows: “column 1”/],
  },
  {
    what: 'an index without a name, as pandas writes it',
    text: tableText(',x,y,k', 10, (row) => `${row},${line(row)}`),
    ...two,
    notes: [/only numbers the rows: “column 1”/],
  },
  {
    what: 'names of columns by number, as pandas writes them',
    text: tableText('0,1,2', 10, line),
    columns: ['0', '1'],
    first: two.first,
    notes: [named],
  },
  {
    what: 'places as names above numbers only',
    text: tableText(
      '0,1,2',
      10,
      (row) => `${x(row) + 5},${x(row, 1)},${4 + (row % 2)}`,
    ),
    columns: ['0', '1'],
    first: [5.25, 11.25],
    notes: [named],
  },
  {
    what: 'years as names',
    text: tableText(
      'land,2019,2020,k',
      10,
      (row) => `l${row % 3},${line(row)}`,
    ),
    columns: ['land = l0', 'land = l1', 'land = l2', '2019', '2020'],
    first: [1, 0, 0, 0.25, 11.25],
    notes: [named, /“land” \(3 columns\)/],
  },
  { what: 'no names', text: tableText('', 10, line), ...byPlace },
  {
    what: 'no names above numbers only',
    text: tableText('', 10, (row) => `${x(row)},${x(row, 1)},${row % 2}`),
    ...byPlace,
  },
  {
    what: 'no names, and a missing cell in line 1',
    text: tableText('', 10, (row) => (row === 0 ? 'NA,11.25,a' : line(row))),
    ...byPlace,
    first: [1.5, 11.25],
    notes: [...byPlace.notes, /1 in “column 1”, by its median 1.5/],
  },
  {
    what: 'no names, and a text in line 1 where others are numbers',
    text: tableText('', 10, (row) => (row === 0 ? '<0.1,11.25,a' : line(row))),
    ...byPlace,
    first: [1.5, 11.25],
    notes: [
      ...byPlace.notes,
      /cell that is no number, such as “<0.1”/,
      /1 in “column 1”/,
    ],
  },
  {
    what: 'no names, and a class of one row in line 1',
    text: `80.5,90.5,c\n${tableText('', 10, line)}`,
    ...byPlace,
    rows: 10,
    notes: [...byPlace.notes, /“c” of “column 3”/],
  },
  {
    what: 'texts only',
    text: tableText(
      'color,size,k',
      12,
      (row) =>
        `${['red', 'blue'][row % 2]},${'sml'[row % 3]},${'pq'[(row % 4) >> 1]}`,
    ),
    columns: ['color = red', 'size = l', 'size = m', 'size = s'],
    first: [1, 0, 0, 1],
    notes: [named, /“red” is 1, and “blue” is 0/],
  },
  {
    what: 'texts only, without names',
    text: tableText(
      '',
      12,
      (row) =>
        `${['red', 'blue'][row % 2]},${'sml'[row % 3]},${'pq'[(row % 4) >> 1]}`,
    ),
    columns: ['column 1 = red', 'column 2 = l', 'column 2 = m', 'column 2 = s'],
    first: [1, 0, 0, 1],
    notes: [/^Line 1 holds values that occur below/, /0 and 1/],
  },
  {
    what: 'names that an option tells',
    text: '1,2\n3,a\n4,a\n5,b\n7,b',
    options: { header: true },
    columns: ['1'],
    first: [3],
  },
  {
    what: 'the same name twice, and the one that it would get',
    text: tableText(
      'x,x,x (2),k',
      10,
      (row) => `${x(row)},${x(row, 1)},${x(row, 2)},${kind(row)}`,
    ),
    columns: ['x', 'x (3)', 'x (2)'],
    first: [0.25, 11.25, 22.25],
    notes: [/same name.*“x \(3\)”/],
  },
  {
    what: 'a decimal comma without names',
    text: tableText('', 10, (row) =>
      line(row).replaceAll(',', ';').replaceAll('.', ','),
    ),
    ...byPlace,
    notes: [...byPlace.notes, /decimal comma: “column 1” and “column 2”/],
  },
  {
    what: 'commas between thousands, quoted',
    text: tableText(
      'x,y,k',
      10,
      (row) => `"1,${200 + row * 7}.5",${x(row, 1)},${kind(row)}`,
    ),
    columns: ['x', 'y'],
    first: [1200.5, 11.25],
    notes: [/between thousands, which are removed: “x”/],
  },
  {
    what: 'blanks between thousands',
    text: tableText(
      'x;k',
      10,
      (row) => `${1 + (row % 3)} ${200 + row},5;${kind(row)}`,
    ),
    columns: ['x'],
    first: [1200.5],
    notes: [/decimal comma/, /between thousands/],
  },
  {
    what: 'no-break blanks between thousands',
    text: tableText(
      'x;k',
      10,
      (row) => `${1 + (row % 3)}\u00A0${200 + row};${kind(row)}`,
    ),
    columns: ['x'],
    first: [1200],
    notes: [/between thousands/],
  },
  {
    what: 'Swiss apostrophes',
    text: tableText(
      'x;k',
      10,
      (row) => `${1 + (row % 3)}'${200 + row}.5;${kind(row)}`,
    ),
    columns: ['x'],
    first: [1200.5],
    notes: [/between thousands/],
  },
  {
    what: 'three decimals, which may be thousands',
    text: tableText(
      'x,k',
      10,
      (row) => `1.${200 + ((row * 7) % 23)},${kind(row)}`,
    ),
    columns: ['x'],
    first: [1.2],
    notes: [
      /not certain how the numbers of “x” are written: “1.200” is read as 1.2\./,
    ],
  },
  {
    what: 'three decimals that an option tells to be thousands',
    text: tableText(
      'x;k',
      10,
      (row) => `1.${200 + ((row * 7) % 23)};${kind(row)}`,
    ),
    options: { decimal: ',' },
    columns: ['x'],
    first: [1200],
    notes: [/between thousands/],
  },
  {
    what: 'thousands beside smaller numbers, where nothing else tells',
    text: tableText(
      'x\tk',
      10,
      (row) => `${row < 5 ? 900 + row : `1,1${row}0`}\t${kind(row)}`,
    ),
    columns: ['x'],
    first: [900],
    notes: [/not certain.*“1,150” is read as 1150/, /between thousands/],
  },
  {
    what: 'two decimal marks in one column, of which none is more frequent',
    text: tableText(
      'x;y;k',
      12,
      (row) => `${['1.25', '1,25'][row] ?? row};${quarter(row)};${kind(row)}`,
    ),
    columns: ['x', 'y'],
    first: [1.25, 0.25],
    notes: [/“x” has one cell that is no number, such as “1,25”/, /1 in “x”/],
  },
  {
    what: 'minus signs of typographers',
    text: tableText('x,k', 10, (row) => `−${x(row)},${kind(row)}`),
    columns: ['x'],
    first: [-0.25],
  },
  {
    what: 'exponents',
    text: tableText('x,k', 10, (row) => `${x(row)}E-3,${kind(row)}`),
    columns: ['x'],
    first: [0.00025],
  },
  {
    what: 'dates',
    text: tableText(
      'when,x,k',
      10,
      (row) => `2024-01-${10 + row},${x(row)},${kind(row)}`,
    ),
    ...one,
    notes: [/another text in most rows: “when”/],
  },
  {
    what: 'codes with more digits than numbers hold',
    text: tableText(
      'code,x,k',
      10,
      (row) => `1234567890123456789${row},${x(row)},${kind(row)}`,
    ),
    ...one,
    notes: [/another text in most rows: “code”/],
  },
  {
    what: 'numbers of customers in any order',
    text: tableText(
      'customer_id,x,k',
      10,
      (row) => `${1000 + ((row * 37) % 11)},${x(row)},${kind(row)}`,
    ),
    ...one,
    notes: [/only numbers the rows: “customer_id”/],
  },
  {
    what: 'words for true and false',
    text: tableText(
      'ok,x,k',
      10,
      (row) => `${row % 3 === 0},${x(row)},${kind(row)}`,
    ),
    columns: ['ok = true', 'x'],
    first: [1, 0.25],
    notes: [/“true” is 1, and “false” is 0/],
  },
  {
    what: 'numbers and letters as codes',
    text: tableText(
      'c,x,k',
      12,
      (row) => `${row % 4 < 2 ? row % 4 : 'A'},${x(row)},${kind(row)}`,
    ),
    columns: ['c = 0', 'c = 1', 'c = A', 'x'],
    first: [1, 0, 0, 0.25],
    notes: [/“c” \(3 columns\)/],
  },
  {
    what: 'many categories',
    text: tableText(
      'c,x,k',
      60,
      (row) =>
        `${row < 50 ? `c${row % 5}` : `d${row % 7}`},${x(row)},${kind(row)}`,
    ),
    options: { mostCategories: 6 },
    columns: [
      'c = c0',
      'c = c1',
      'c = c2',
      'c = c3',
      'c = c4',
      'c = (other)',
      'x',
    ],
    first: [1, 0, 0, 0, 0, 0, 0.25],
    notes: [/6 columns: the 5 most frequent texts, and one for all others/],
  },
  {
    what: 'categories with gaps',
    text: tableText(
      'c,x,k',
      20,
      (row) => `${row % 5 === 0 ? '' : `c${row % 3}`},${x(row)},${kind(row)}`,
    ),
    columns: ['c = c0', 'c = c1', 'c = c2', 'c = (missing)', 'x'],
    first: [0, 0, 0, 1, 0.25],
    notes: [/“c” \(4 columns\)/, /4 in “c”, by a category of their own/],
  },
  {
    what: 'a category with one value and gaps',
    text: tableText(
      'c,x,k',
      20,
      (row) => `${row % 3 === 0 ? '' : 'yes'},${x(row)},${kind(row)}`,
    ),
    columns: ['c = yes', 'x'],
    first: [0, 0.25],
    notes: [/“c” \(one column\)/, /7 in “c”/],
  },
  {
    what: 'words for nothing among numbers',
    text: tableText('x,y,k', 10, (row) =>
      row === 3 ? `none,-,${kind(row)}` : line(row),
    ),
    ...two,
    notes: [/1 in “x”, by its median.*1 in “y”/],
  },
  {
    what: 'the class first',
    text: tableText(
      'k,x,y',
      10,
      (row) => `${kind(row)},${x(row)},${x(row, 1)}`,
    ),
    options: { label: 0 },
    ...two,
  },
  {
    what: 'a class of numbers',
    text: tableText('x,y,k', 10, (row) => `${x(row)},${x(row, 1)},${row % 3}`),
    ...two,
  },
  {
    what: 'a column that is excluded, and one that is included',
    text: tableText('id,x,y,k', 10, (row) => `${row},${line(row)}`),
    options: { include: ['id'], exclude: [2] },
    columns: ['id', 'x'],
    first: [0, 0.25],
  },
  {
    what: 'more rows than wanted',
    text: tableText('x,y,k', 50, line),
    options: { mostRows: 10 },
    ...two,
    rows: 10,
    notes: [/^A sample of 10 rows is used, out of 50\.$/],
  },
  {
    what: 'more columns than wanted',
    text: tableText(
      'x,y,z,k',
      10,
      (row) => `${x(row)},${x(row, 1)},${x(row, 2)},${kind(row)}`,
    ),
    options: { mostColumns: 2 },
    ...two,
    notes: [/^Only the first 2 columns of 3 are used/],
  },
  {
    what: 'ARFF with quoted names, comments and gaps',
    text: tableText(
      "% made\n@RELATION r\n@ATTRIBUTE 'x in mm' REAL\n@ATTRIBUTE k {a,'b c'}\n@DATA\n% rows",
      10,
      (row) => `${row === 3 ? '?' : x(row)},${["'b c'", 'a'][row % 2]}`,
    ),
    columns: ['x in mm'],
    first: [0.25],
    notes: [/ARFF/, /1 in “x in mm”/],
  },
];

test.each(KINDS)(
  '$what',
  ({ text, options, columns, first, rows, notes = [] }) => {
    const table = readTable(text, options);
    expect(table.columnNames).toStrictEqual(columns);
    expect(table.X[0]).toStrictEqual(first);
    expect(table.X).toHaveLength(rows ?? table.X.length);
    expect(table.notes).toHaveLength(notes.length);
    for (const [at, note] of notes.entries()) {
      expect(table.notes[at]).toMatch(note);
    }
  },
);

test('the kinds are many', () => {
  expect(KINDS.length).toBeGreaterThanOrEqual(50);
});

test('the lines of rows are those of the file', () => {
  const text = `x,"the\nkind"\n\n1,a\n"2","a\n"\n3,b\n,\n4.5,b`;
  expect(readTable(text).lines).toStrictEqual([4, 5, 7, 9]);
});

test('a sample is the same for the same seed', () => {
  const text = tableText('x,y,k', 50, line);
  const lines = (seed: number) => readTable(text, { mostRows: 9, seed }).lines;
  expect(lines(1)).toStrictEqual(lines(1));
  expect(lines(1)).not.toStrictEqual(lines(2));
});

test('classes with fewer rows than wanted are left out', () => {
  const text = tableText(
    'x,k',
    12,
    (row) => `${x(row)},${'aaaabbbbccc'[row] ?? 'c'}`,
  );
  const { y, notes } = readTable(`${text}\n1,d\n2,d`, { leastRows: 3 });
  expect(Array.from(new Set(y))).toStrictEqual(['a', 'b', 'c']);
  expect(notes[0]).toBe(
    'Left out: “d” of “k”, since a class needs 3 rows, and it has 2.',
  );
});
