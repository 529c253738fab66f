import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Rows to fit to. */
export interface LabelledTable {
  X: number[][];
  y: Array<string | number>;
}

/** What a program writes. */
export interface Result {
  /** Of a fit: the least of the repeats after the first run; of the first, without repeats. */
  seconds: number;
  megabytes: number;
  /** L, on the rows as given. */
  components: number[][];
  /** Ours only: evaluations of the objective, and where it was at the start and after each iteration. */
  evaluations?: number;
  objectives?: number[];
}

/** A folder with rows and what to do with them. */
export interface TaskFolder {
  path: string;
  /** Writes the settings and the number of repeats for the next run. */
  prepare: (settings: object, repeats: number) => void;
  /** What the last run wrote. */
  read: () => Result;
}

/**
 * Writes rows into a folder as all programs read them: numbers as they lie in memory, classes numbered from 0.
 * @param table - The rows.
 * @param work - What to do with the folder, before it is removed.
 * @returns What the work returns.
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
      prepare(settings, repeats) {
        const task = JSON.stringify({ columns, repeats, settings });
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
