import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { Table } from '../data/readTraining.ts';
import type { PythonSettings } from '../measure/commands.ts';
import { pathOf, pythonProgram } from '../measure/commands.ts';
import { runProgram } from '../measure/runProgram.ts';
import { withTask } from '../measure/withTask.ts';

/** A metric learned by the authors' program. */
export interface ArmlFit {
  /** L, on standardized rows. */
  components: number[][];
  /** Seconds of the fit. */
  seconds: number;
}

/** Nearest rows among which their configuration draws a target and an impostor. */
const CANDIDATES = 10;

/**
 * Learns ARML by its authors' program with their configuration, except that a class with fewer rows has fewer
 * candidates: theirs takes rows of other classes then. A fit takes seconds to minutes, so its result is kept.
 * @param table - Standardized rows.
 * @param folder - The folder of results.
 * @param settings - The Python, and the folder of libraries.
 * @throws {Error} The program is not installed, or fails.
 */
export function learnArml(
  table: Table,
  folder: string,
  settings: PythonSettings,
): ArmlFit {
  const candidates = Math.min(CANDIDATES, smallestClass(table.y) - 1);
  const program = readFileSync(pathOf('workers/peers.py'), 'utf8');
  const key = createHash('sha256')
    .update(JSON.stringify([table, candidates, program]))
    .digest('hex');
  const file = path.join(folder, `${key.slice(0, 32)}.json`);
  if (existsSync(file)) {
    return JSON.parse(readFileSync(file, 'utf8')) as ArmlFit;
  }
  const fit = withTask(table, (task) => {
    const arml = pythonProgram('arml', settings, { candidates });
    task.prepare(arml.settings, 0);
    const { status, reason } = runProgram(arml.command(task.path), {});
    if (status !== 'done') throw new Error(`ARML is ${status}: ${reason}`);
    const { components, seconds } = task.read();
    return { components, seconds };
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(fit));
  return fit;
}

function smallestClass(y: Table['y']): number {
  const sizes = new Map<string, number>();
  for (const label of y) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  return Math.min(...sizes.values());
}
