import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The training rows. */
export interface LabelledTable {
  X: number[][];
  y: Array<string | number>;
}

/** The output of a program. */
export interface Result {
  /** Seconds of a fit: the minimum over all repeats. */
  seconds: number;
  megabytes: number;
  /** L, on the rows as given. */
  components: number[][];
  /** Evaluations of the objective, if they are counted. */
  evaluations?: number;
  /** This library only: the objective at the start and after each iteration. */
  objectives?: number[];
}

/** A folder with rows and settings of a fit. */
export interface TaskFolder {
  path: string;
  /** Writes the settings for the next run, and the seconds that it repeats the fit for: 0 for a single fit. */
  prepare: (settings: object, repeating: number) => void;
  /** Reads the output of the last run. */
  read: () => Result;
}

/**
 * Writes rows into a folder in the common format of all programs: numbers as in memory, classes numbered from 0.
 * @param work - Uses the folder, before it is removed.
 * @returns The result of the work.
 */
export function withTask<T>(
  { X, y }: LabelledTable,
  work: (task: TaskFolder) => T,
): T {
  const folder = mkdtempSync(path.join(tmpdir(), 'benchmark-'));
  const columns = X[0].length;
  try {
    const numbers = Float64Array.from(X.flat());
    const names = Array.from(new Set(y));
    const numberOf = new Map(names.map((name, number) => [name, number]));
    const classes = Int32Array.from(y, (name) => numberOf.get(name) ?? -1);
    writeFileSync(path.join(folder, 'rows.f64'), numbers);
    writeFileSync(path.join(folder, 'classes.i32'), classes);
    return work({
      path: folder,
      prepare(settings, repeating) {
        const task = JSON.stringify({ columns, repeating, settings });
        writeFileSync(path.join(folder, 'task.json'), task);
      },
      read() {
        const text = readFileSync(path.join(folder, 'result.json'), 'utf8');
        return JSON.parse(text) as Result;
      },
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
