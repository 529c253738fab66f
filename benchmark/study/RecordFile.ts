import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { StudyRecord } from './StudyRecord.ts';

/** A file of records, one line of JSON each: written records remain, whenever the program ends. */
export class RecordFile {
  readonly #path: string;
  /** Whether the file may end with an incomplete line, from a process that was killed. */
  #mayBeTorn = true;

  /**
   * Reads and writes nothing yet.
   * @param file - Its path.
   */
  constructor(file: string) {
    this.#path = file;
  }

  /**
   * Reads all complete records; the last line may be torn.
   * @returns Records by their keys.
   */
  read(): Map<string, StudyRecord> {
    const records = this.#lines().flatMap((line) => parse(line));
    return new Map(records.map((record) => [record.key, record]));
  }

  /** Adds a record. */
  append(record: StudyRecord): void {
    mkdirSync(path.dirname(this.#path), { recursive: true });
    // starts a new line, so that only the torn line is lost
    const isTorn = this.#mayBeTorn && this.#lines().at(-1) !== '';
    this.#mayBeTorn = false;
    appendFileSync(
      this.#path,
      `${isTorn ? '\n' : ''}${JSON.stringify(record)}\n`,
    );
  }

  #lines(): string[] {
    if (!existsSync(this.#path)) return [''];
    return readFileSync(this.#path, 'utf8').split('\n');
  }
}

function parse(line: string): StudyRecord[] {
  try {
    const record = JSON.parse(line) as Partial<StudyRecord> | null;
    return typeof record?.key === 'string' ? [record as StudyRecord] : [];
  } catch {
    return [];
  }
}
