import type { EncoderOptions, TableOptions } from 'ml-metric-learning/table';
import { TableEncoder, readSheet, readTable } from 'ml-metric-learning/table';
import { describe, expect, test } from 'vitest';

import { kind, quarter, tableText } from '../oracles/tableText.ts';

const line = (row: number) => `${quarter(row)},${quarter(row, 1)},${kind(row)}`;
const text = tableText('x,y,k', 12, line);
const bytes = (...values: number[]) => Uint8Array.from([...values, 1, 2, 3]);

describe('files that are no tables get a sentence', () => {
  test.each([
    ['a PNG image', bytes(0x89, 0x50, 0x4e, 0x47)],
    ['a JPEG image', bytes(0xff, 0xd8, 0xff)],
    ['a PDF document', bytes(0x25, 0x50, 0x44, 0x46)],
    ['an Excel workbook', bytes(0x50, 0x4b, 3, 4)],
    ['an old Excel workbook', bytes(0xd0, 0xcf, 0x11, 0xe0)],
    ['a gzip file', bytes(0x1f, 0x8b)],
    ['numbers in binary form', bytes(0, 0, 7, 0, 9, 0, 0)],
    ['numbers in binary form', 'x,k\n\0,a'],
    ['a web page or XML', '<!DOCTYPE html><html><body>'],
    ['a web page or XML', '<?xml version="1.0"?>'],
    ['JSON', '[{"x": 1}]'],
    ['JSON', '{ "x": 1 }'],
    ['is empty', ''],
    ['is empty', new Uint8Array()],
    ['is empty', '\uFEFF\r\n  \n'],
    ['single column', 'x\n1\n2'],
    ['single column', 'hello'],
    ['no rows below them', 'x,k\n'],
    ['has no line @data', '@relation r\n@attribute x real'],
    ['sparse ARFF', '@relation r\n@attribute x real\n@data\n{0 1}'],
    [
      'Line 1 has one cell where the others have 3',
      `Measured in March,,\n${text}`,
    ],
    ['Line 1 has 2 cells where the others have 3', text.replace('x,y', 'x')],
    [
      'Line 3 has a quotation mark " that is never closed',
      text.replace('\n1.25', '\n"1.25'),
    ],
    ['Only 2 lines of 5 have', '1,2,3\n1,2\n1,2,3\n1\n1,2,3,4,5'],
    ['“k” has one class with 2 rows', text.replaceAll('b', 'a')],
    [
      '“k” has no class with 5 rows',
      'x,k\n1,a\n2,b\n3,a\n4,b',
      { leastRows: 5 },
    ],
    [
      '“k” has 12 different texts in 12 rows',
      tableText('x,k', 12, (row) => `${quarter(row)},n${row}`),
    ],
    ['such as “k”', text, { label: 'x' }],
    [
      '“x” has numbers that are too large',
      tableText('x,k', 12, (row) => `${row}e200,${kind(row)}`),
    ],
    [
      'No column is left to learn from',
      tableText('x,k', 12, (row) => `t${row},${kind(row)}`),
    ],
    [
      '“x” is empty in every row',
      tableText('x,y,k', 12, (row) => `?,${row},${kind(row)}`),
      { include: ['x', 'y'] },
    ],
    [
      'The file has 143 bytes, and at most 100 bytes are read',
      text,
      { mostBytes: 100 },
    ],
  ] as Array<[string, string | Uint8Array, TableOptions?]>)(
    '%s',
    (sentence, source, options) => {
      expect(() => readTable(source, options)).toThrow(sentence);
      expect(() => readTable(source, options)).toThrow(/^[A-Z“].*\.$/s);
    },
  );

  test('a line of 5 MB, and a quotation that swallows as much', () => {
    const long = '1,'.repeat(2_500_000);
    expect(() => readTable(`x,k\n${long}`)).toThrow(
      'Line 2 has more than 4,000,000 characters',
    );
    const lines = '1,a\n'.repeat(1_200_000);
    expect(() => readTable(`x,k\n${lines}"1,a\n${lines}`)).toThrow(
      'Line 1200002 has a quotation mark " that is not closed',
    );
  });

  test('a quotation that closes rows later', () => {
    const lines = text.split('\n');
    lines[3] = `"${lines[3]}`;
    lines[8] = `${lines[8]}"`;
    expect(() => readTable(lines.join('\n'))).toThrow(
      'A quotation begins in line 4 and ends in line 9, with whole rows in between.',
    );
  });
});

describe('wrong options are errors of the caller', () => {
  test.each([
    [
      { lable: 'k' },
      "unknown option 'lable' in options, did you mean 'label'?",
    ],
    [
      { label: 'K' },
      "label must be a column of the table, got 'K', did you mean “k”?",
    ],
    [
      { label: 'class' },
      "label must be a column of the table, got 'class'; the columns are “x”, “y” and “k”",
    ],
    [
      { label: 3 },
      'label must be from -3 to 2 (the table has 3 columns), got 3',
    ],
    [{ label: 0.5 }, 'label must be from -3 to 2'],
    [
      { label: true },
      'label must be the name or the place of a column, got true',
    ],
    [{ include: 'x' }, "include must be an array of columns, got 'x'"],
    [{ include: ['z'] }, 'include[0] must be a column of the table'],
    [{ exclude: ['k'] }, 'exclude must not have the label, got “k”'],
    [
      { include: ['x'], exclude: [0] },
      'include and exclude must be different columns, got “x” in both',
    ],
    [
      { missing: 'fil' },
      "missing must be 'fill' or 'drop', got 'fil', did you mean 'fill'?",
    ],
    [{ leastRows: 1 }, 'leastRows must be at least 2, got 1'],
    [{ delimiter: '' }, 'delimiter must be one character'],
    [{ delimiter: '"' }, 'delimiter must be one character'],
    [{ delimiter: 3 }, 'delimiter must be a string, got 3'],
    [{ decimal: ';' }, "decimal must be '.' or ',', got ';'"],
    [{ header: 1 }, 'header must be a boolean, got 1'],
    [{ mostBytes: 0 }, 'mostBytes must be at least 1, got 0'],
    [{ seed: -1 }, 'seed must be at least 0, got -1'],
  ])('%o', (options, message) => {
    expect(() => readTable(text, options as TableOptions)).toThrow(message);
  });

  test('a source of another kind', () => {
    expect(() => readTable(7 as unknown as string)).toThrow(
      'source must be a text, a Uint8Array or an ArrayBuffer, got 7',
    );
    expect(readTable(new TextEncoder().encode(text).buffer).X).toHaveLength(12);
  });

  test('options of a sheet that was read before', () => {
    const sheet = readSheet(text);
    expect(() => readTable(sheet, { header: true })).toThrow(
      "unknown option 'header' in options",
    );
  });

  test('rows of a fold that are not there', () => {
    expect(() => readTable(text).encoderOf([0, 12])).toThrow(
      'rows must be indices from 0 to 11, got 12',
    );
  });
});

describe('rows that do not suit an encoder', () => {
  const { encoder } = readTable(text);

  test.each([
    ['records must be an array of rows, got an object', {}],
    ['records[0] must be an array or an object of cells, got 1', [1]],
    ['records[0] must have 3 cells, or 2 without the label, got 1', [[1]]],
    ['records[1] must have the column “y”; it has “x”', [[1, 2], { x: 1 }]],
    [
      "records[0] must have a number in column “x”, with a decimal point, got '3,5'",
      [['3,5', 1]],
    ],
    ['records[0] must have finite numbers, got Infinity', [[Infinity, 1]]],
    ['records[0] must have a number up to 1e+100 in column “x”', [[1e200, 1]]],
    [
      'records[0] must have texts, numbers and null as cells, got an array',
      [[[], 1]],
    ],
  ])('%s', (message, records) => {
    expect(() => encoder.encode(records as number[][])).toThrow(message);
  });

  test.each([
    ['names must be an array of at least one text', { names: [] }],
    ["names must be different texts, got 'x' twice", { names: ['x', 'x'] }],
    [
      'records[0] must have 1 cells (the number of names), got 2',
      { names: ['x'] },
    ],
    ['kinds must be an array of 2 kinds', { names: ['x', 'y'], kinds: [] }],
    [
      "kinds[0] must be 'number' or 'text'",
      { names: ['x', 'y'], kinds: ['n', 'text'] },
    ],
    [
      'mostCategories must be at least 2',
      { names: ['x', 'y'], mostCategories: 1 },
    ],
  ])('TableEncoder.fit: %s', (message, options) => {
    expect(() =>
      TableEncoder.fit(
        [
          [1, 2],
          [3, 4],
        ],
        options as EncoderOptions,
      ),
    ).toThrow(message);
  });

  test('TableEncoder.fit without rows', () => {
    expect(() => TableEncoder.fit([], { names: ['x'] })).toThrow(
      'records must be an array of at least one row, got an array of length 0',
    );
  });
});

describe('JSON that is no encoder', () => {
  const saved = readTable(
    tableText(
      'metal,x,k',
      12,
      (row) => `${'abc'[row % 3]},${quarter(row)},${kind(row)}`,
    ),
  ).encoder.toJSON();
  const [metal, x] = saved.columns;

  test.each([
    ['json must be a saved TableEncoder, got text that is not JSON', '{'],
    [
      "json.name must be 'TableEncoder', got 'MetricKNN'",
      { name: 'MetricKNN', version: 1, options: {} },
    ],
    ['json must be an object, got null', 'null'],
    [
      'json.version must be at most 1 (it was saved by a newer release; update ml-metric-learning), got 2',
      { ...saved, version: 2 },
    ],
    ["unknown option 'more' in json", { ...saved, more: 1 }],
    [
      'json.columns must be an array of at least one column',
      { ...saved, columns: [] },
    ],
    ['json.columns[0] must be an object, got 1', { ...saved, columns: [1] }],
    [
      "json.columns[0].kind must be 'number', 'integer' or 'category'",
      { ...saved, columns: [{ ...x, kind: 'text' }] },
    ],
    [
      'json.columns[0].median must be finite',
      { ...saved, columns: [{ ...x, median: Number.NaN }] },
    ],
    [
      'json.columns[0] must be a column of json.fileColumns beside the label',
      { ...saved, columns: [{ ...x, place: 0 }] },
    ],
    [
      'json.columns[0] must be a column of json.fileColumns beside the label',
      { ...saved, label: 1, columns: [x] },
    ],
    [
      'json.columns must be different columns, got one twice',
      { ...saved, columns: [x, x] },
    ],
    [
      'json.columns[0].usual must be one of its values',
      { ...saved, columns: [{ ...metal, usual: 'z' }] },
    ],
  ])('%s', (message, json) => {
    expect(() => TableEncoder.load(json)).toThrow(message);
  });
});
