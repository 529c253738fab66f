import type { Readers } from '../options/readOptions.ts';
import { choiceOf, integer, optional, seed } from '../options/readOptions.ts';

import type { ColumnName } from './columns/placesOf.ts';
import { readColumnList } from './columns/placesOf.ts';
import type { SheetOptions } from './sheet/readSheet.ts';

/** What a table is made of. */
export interface TableOptions extends SheetOptions {
  /**
   * The column of the label: its name, or its place from 0, or from the end with −1.
   * @default the last column
   */
  label?: ColumnName;
  /** Columns that are used even if they number the rows, are mostly missing, or differ in each row. Default: none. */
  include?: readonly ColumnName[];
  /** Columns that are not used. Default: none. */
  exclude?: readonly ColumnName[];
  /**
   * What is done with missing cells: `'fill'` puts the median of a column in its place, or makes them a category;
   * `'drop'` leaves such rows out.
   * @default 'fill'
   */
  missing?: 'fill' | 'drop';
  /**
   * The least number of rows of a class; smaller ones are left out. A class takes two to have neighbours.
   * @default 2
   */
  leastRows?: number;
  /**
   * The largest number of categories of a column; if there are more, the most frequent ones stay, and one column stands
   * for all others.
   * @default 20
   */
  mostCategories?: number;
  /**
   * The largest number of columns of X.
   * @default all
   */
  mostColumns?: number;
  /**
   * The largest number of rows; of more, a sample is drawn.
   * @default all
   */
  mostRows?: number;
  /**
   * Where the sample comes from.
   * @default 0
   */
  seed?: number;
}

/** Those that do not say how cells are read. */
type OwnOptions = Omit<TableOptions, keyof SheetOptions>;
/** Options with their defaults. */
export type ResolvedTableOptions = Required<
  Omit<OwnOptions, 'include' | 'exclude' | 'mostColumns' | 'mostRows'>
> &
  Pick<OwnOptions, 'include' | 'exclude' | 'mostColumns' | 'mostRows'>;

/** Readers of the options. */
export const TABLE_READERS: Readers<ResolvedTableOptions> = {
  label: (_, given = -1) => given as ColumnName,
  include: readColumnList,
  exclude: readColumnList,
  missing: choiceOf(['fill', 'drop'] as const, 'fill'),
  leastRows: integer({ min: 2 }, 2),
  mostCategories: integer({ min: 2 }, 20),
  mostColumns: optional(integer({ min: 1 })),
  mostRows: optional(integer({ min: 4 })),
  seed: seed(0),
};
