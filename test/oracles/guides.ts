import { readFileSync, readdirSync } from 'node:fs';

import type { Block } from './readBlocks.ts';
import { filesIn, programsIn, readBlocks } from './readBlocks.ts';

/** A page of the documentation. */
export interface Guide {
  name: string;
  text: string;
  blocks: Block[];
  /** Files that its programs read, by name. */
  files: Map<string, string>;
}

const folder = new URL('../../docs/', import.meta.url);

/** All guides. */
export const guides: Guide[] = readdirSync(folder)
  .filter((file) => file.endsWith('.md'))
  .map((file) => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    return {
      name: file.replace(/\.md$/, ''),
      text,
      blocks: readBlocks(text),
      files: filesIn(text),
    };
  });

/** Imports that are not installed everywhere: their programs have tests of their own. */
const NEEDS = {
  pipeline: "from 'ml-pipe'",
  redis: "from 'ml-metric-learning/bullmq'",
};

/** The programs of some guides that need this import; without `need`, those that run everywhere. */
export function programsOf(some: Guide[], need?: keyof typeof NEEDS): string[] {
  const programs = programsIn(some.flatMap(({ blocks }) => blocks));
  return programs.filter((code) =>
    need
      ? code.includes(NEEDS[need])
      : !Object.values(NEEDS).some((text) => code.includes(text)),
  );
}
