import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';

import type { StudyTask } from './measureTask.ts';
import { methodNamed } from './studyMethods.ts';

const ROOT = new URL('../../', import.meta.url);
/** Folders of the sources that no fit and no certificate depends on. */
const OTHERS = ['bullmq', 'cli', 'parallel', 'report', 'table', 'testing'];

/** The sources that results depend on: a record of other sources is not used again. */
const SOURCES = [
  ...filesIn('src/').filter(
    (file) => !OTHERS.some((folder) => file.startsWith(`src/${folder}`)),
  ),
  'benchmark/study/fitMethod.ts',
  'benchmark/study/learnArml.ts',
  'benchmark/study/measureTask.ts',
];

/** The version of the library, and a fingerprint of its sources. */
export const VERSION = versionOf();

/**
 * A hash of everything that the record of a task depends on, except for the number of splits.
 * @returns 32 hexadecimal digits.
 */
export function keyOf(task: Omit<StudyTask, 'key'>): string {
  const { data, table, split, method, settings } = task;
  const { splits, ...others } = settings;
  const { space } = methodNamed(method);
  return hash([
    JSON.stringify([VERSION, data, table, split, method, space, others]),
  ]);
}

function versionOf(): string {
  const { version } = JSON.parse(read('package.json')) as { version: string };
  const sources = hash(SOURCES.flatMap((file) => [file, read(file)]));
  return `${version}, sources ${sources.slice(0, 8)}`;
}

function filesIn(folder: string): string[] {
  return readdirSync(new URL(folder, ROOT), {
    recursive: true,
    encoding: 'utf8',
  })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}${file.replaceAll('\\', '/')}`)
    .toSorted();
}

function read(file: string): string {
  return readFileSync(new URL(file, ROOT), 'utf8');
}

function hash(parts: string[]): string {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(`${part.length}:${part}`);
  return digest.digest('hex').slice(0, 32);
}
