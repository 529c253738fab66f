import { checkChoice, checkInteger } from '../options/checks.ts';
import { describe } from '../options/describe.ts';
import type { Readers } from '../options/readOptions.ts';
import {
  choiceOf,
  flag,
  integer,
  number,
  readOptions,
  string,
} from '../options/readOptions.ts';

import type {
  CategoryColumn,
  EncodedColumn,
  NumberColumn,
} from './columns/EncodedColumn.ts';
import type { DecimalMark } from './columns/numberFormats.ts';
import { readNames } from './columns/placesOf.ts';

/** The version of the format that is written, and the newest that is read. */
const VERSION = 1;
const KINDS = ['number', 'integer', 'category'] as const;

/** What an encoder knows. */
export interface EncoderState {
  fileColumns: string[];
  /** The place of the label among them. */
  label: number | undefined;
  /** The decimal mark of the file that it was learned from, if that was certain. */
  decimal: DecimalMark | undefined;
  /** Whether the file had names of columns. */
  isNamed: boolean;
  missing: 'fill' | 'drop';
  /** The places of the columns that are used. */
  places: number[];
  columns: EncodedColumn[];
}

/** A `TableEncoder` as plain JSON. */
export interface SavedEncoder {
  name: 'TableEncoder';
  /** The version of the format. */
  version: typeof VERSION;
  fileColumns: string[];
  /** The place of the label among them. */
  label: number | null;
  decimal: DecimalMark | null;
  isNamed: boolean;
  missing: 'fill' | 'drop';
  columns: Array<EncodedColumn & { place: number }>;
}

const NUMBER_READERS: Readers<NumberColumn & { place: number }> = {
  kind: choiceOf(['number', 'integer'] as const),
  name: string(),
  place: integer({ min: 0 }),
  median: number(),
};
const CATEGORY_READERS: Readers<CategoryColumn & { place: number }> = {
  kind: choiceOf(['category'] as const),
  name: string(),
  place: integer({ min: 0 }),
  values: readNames,
  hasOther: flag(),
  hasGap: flag(),
  usual: string(),
};

/** Writes an encoder as plain JSON. */
export function saveEncoder(state: EncoderState): SavedEncoder {
  const { fileColumns, label, decimal, isNamed, missing } = state;
  return {
    name: 'TableEncoder',
    version: VERSION,
    fileColumns: fileColumns.slice(),
    label: label ?? null,
    decimal: decimal ?? null,
    isNamed,
    missing,
    columns: state.columns.map((column, at) => ({
      ...structuredClone(column),
      place: state.places[at],
    })),
  };
}

/**
 * Reads what `saveEncoder` wrote, and nothing else.
 * @param json - Its text, or what `JSON.parse` made of it.
 * @throws {TypeError|RangeError} Anything else: another object, a newer version, missing, unknown or contradictory parts.
 */
export function readEncoder(json: unknown): EncoderState {
  const given = typeof json === 'string' ? parse(json) : json;
  checkName(given);
  const saved = readOptions<SavedEncoder>(given as object, 'json', {
    name: choiceOf(['TableEncoder'] as const),
    version: readVersion,
    fileColumns: readNames,
    label: (name, value) =>
      value === null ? null : checkInteger(value, name, { min: 0 }),
    decimal: (name, value) =>
      value === null ? null : checkChoice(value, name, ['.', ','] as const),
    isNamed: flag(),
    missing: choiceOf(['fill', 'drop'] as const),
    columns: readColumns,
  });
  const { fileColumns, label, decimal, isNamed, missing } = saved;
  const places = saved.columns.map(({ place }) => place);
  for (const [at, { name, place }] of saved.columns.entries()) {
    if (fileColumns[place] === name && place !== label) continue;
    throw new RangeError(
      `json.columns[${at}] must be a column of json.fileColumns beside the label, got ${describe(name)} in place ${place}`,
    );
  }
  if (new Set(places).size < places.length) {
    throw new RangeError(
      'json.columns must be different columns, got one twice',
    );
  }
  return {
    fileColumns,
    label: label ?? undefined,
    decimal: decimal ?? undefined,
    isNamed,
    missing,
    places,
    columns: saved.columns.map(({ place: _, ...column }) => column),
  };
}

// another saved object is told by its name, before its other parts are
function checkName(given: unknown): void {
  if (typeof given === 'object' && given !== null && 'name' in given) {
    checkChoice(given.name, 'json.name', ['TableEncoder']);
  }
}

function readVersion(name: string, given: unknown): typeof VERSION {
  checkInteger(given, name, {
    min: 1,
    max: VERSION,
    maxReason: 'it was saved by a newer release; update ml-metric-learning',
  });
  return VERSION;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message =
      'json must be a saved TableEncoder, got text that is not JSON';
    throw new TypeError(message, { cause: error });
  }
}

function readColumns(
  name: string,
  given: unknown,
): Array<EncodedColumn & { place: number }> {
  if (!Array.isArray(given) || given.length === 0) {
    throw new TypeError(
      `${name} must be an array of at least one column, got ${describe(given)}`,
    );
  }
  return given.map((column: unknown, at) => {
    const place = `${name}[${at}]`;
    if (typeof column !== 'object' || column === null) {
      throw new TypeError(
        `${place} must be an object, got ${describe(column)}`,
      );
    }
    const kind = checkChoice(
      (column as { kind: unknown }).kind,
      `${place}.kind`,
      KINDS,
    );
    return kind === 'category'
      ? readCategory(column, place)
      : readOptions(column, place, NUMBER_READERS);
  });
}

function readCategory(
  column: object,
  place: string,
): CategoryColumn & { place: number } {
  const read = readOptions(column, place, CATEGORY_READERS);
  if (read.hasOther || read.values.includes(read.usual)) return read;
  throw new RangeError(
    `${place}.usual must be one of its values, got ${describe(read.usual)}`,
  );
}
