/** Runs the README's programs as written. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { filesIn, programsIn, readBlocks } from '../test/oracles/readBlocks.ts';

/**
 * Runs the programs one after the other, and prints their output.
 * @param {import('./Project.js').Project} project - The project to run in.
 */
export function tryReadme(project) {
  const file = new URL('../README.md', import.meta.url);
  const readme = readFileSync(file, 'utf8');
  for (const [name, content] of filesIn(readme)) {
    writeFileSync(path.join(project.folder, name), content);
  }
  for (const [number, code] of programsIn(readBlocks(readme)).entries()) {
    const program = `readme${number}.js`;
    writeFileSync(path.join(project.folder, program), code);
    console.log(project.run('node', program).trim());
  }
}
