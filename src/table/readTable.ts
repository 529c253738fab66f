import { readOptions } from '../options/readOptions.ts';

import type { Table } from './Table.ts';
import { makeTable } from './makeTable.ts';
import type { Sheet } from './sheet/Sheet.ts';
import type { ResolvedSheetOptions, TableSource } from './sheet/readSheet.ts';
import { SHEET_READERS, readCells } from './sheet/readSheet.ts';
import type { ResolvedTableOptions, TableOptions } from './tableOptions.ts';
import { TABLE_READERS } from './tableOptions.ts';

/**
 * Makes numbers and labels of a CSV, a file with other delimiters, or an ARFF file. It decides by itself what can be told
 * from the file, and says so in `notes`.
 * @param source - Bytes, a text, or what `readSheet` made of them: for another label, without reading again.
 * @throws {Error} A sentence for the user, if nothing can be learned from the file.
 * @throws {TypeError|RangeError} Wrong options; a label or another column that is not there.
 */
export function readTable(
  source: TableSource | Sheet,
  options: TableOptions = {},
): Table {
  if (isSheet(source)) {
    return makeTable(source, readOptions(options, 'options', TABLE_READERS));
  }
  const all = readOptions<ResolvedTableOptions & ResolvedSheetOptions>(
    options,
    'options',
    { ...SHEET_READERS, ...TABLE_READERS },
  );
  return makeTable(readCells(source, all), all);
}

function isSheet(source: unknown): source is Sheet {
  return (
    typeof source === 'object' &&
    source !== null &&
    'records' in source &&
    'columns' in source
  );
}
