import { parse } from 'csv-parse/browser/esm/sync';

/** Cells below a header, the same number in each row. */
export interface Sheet {
  name: string;
  header: string[];
  records: string[][];
  /** What was left out, and why. */
  notes: string[];
}

/** Possible separators of cells. */
const DELIMITERS = [',', ';', '\t'];

/**
 * Reads a CSV: commas, semicolons or tabs between cells, with or without a header.
 * @throws {Error} A sentence for the user, if there is nothing to read.
 */
export function readCSV(name: string, text: string): Sheet {
  const records = parseCells(name, text);
  if (records.length === 0) throw new Error(`${name} is empty.`);
  const [first] = records;
  if (first.length < 2) {
    throw new Error(
      `${name} has a single column. It takes columns of numbers and one that tells the class, with commas, semicolons or tabs between them.`,
    );
  }
  const notes: string[] = [];
  const isNamed = first.every((cell) => !isNumber(cell));
  const header = isNamed ? nameAll(first) : nameAll(first.map(() => ''));
  if (!isNamed) {
    notes.push('The first line holds numbers, so columns go by their place.');
  }
  const rows = isNamed ? records.slice(1) : records;
  const whole = rows.filter((record) => record.length === header.length);
  const ragged = rows.length - whole.length;
  if (ragged > 0) {
    notes.push(
      `Left out: ${count(ragged, 'line')} with more or fewer cells than the first line has (${header.length}).`,
    );
  }
  if (whole.length === 0) {
    throw new Error(`${name} has names of columns, but no rows beneath them.`);
  }
  return { name, header, records: whole, notes };
}

/** Whether `Number` makes a finite number of a cell. */
export function isNumber(cell: string): boolean {
  return cell !== '' && Number.isFinite(Number(cell));
}

/** Writes a number with its noun. */
export function count(many: number, noun: string): string {
  return `${many.toLocaleString('en')} ${noun}${many === 1 ? '' : 's'}`;
}

/** Shortens a text to the length that fits into a sentence. */
export function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function parseCells(name: string, text: string): string[][] {
  const delimiter = findDelimiter(text);
  try {
    const records = parse(text, {
      bom: true,
      delimiter,
      relaxColumnCount: true,
      skipEmptyLines: true,
      trim: true,
    });
    if (delimiter !== ';') return records;
    // if semicolons separate cells, commas are decimal points
    return records.map((record) =>
      record.map((cell) =>
        /^[-+]?\d*,\d+$/.test(cell) ? cell.replace(',', '.') : cell,
      ),
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${name} is not a CSV that can be read: ${reason}.`, {
      cause: error,
    });
  }
}

function findDelimiter(text: string): string {
  const end = text.search(/[\r\n]/);
  const line = end === -1 ? text : text.slice(0, end);
  const counts = DELIMITERS.map((mark) => line.split(mark).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))];
}

// every column has a unique name
function nameAll(cells: string[]): string[] {
  const names: string[] = [];
  for (const [at, cell] of cells.entries()) {
    const wanted = cell === '' ? `column ${at + 1}` : cell;
    const isTaken = names.includes(wanted);
    names.push(isTaken ? `${wanted} (${at + 1})` : wanted);
  }
  return names;
}
