/** Runs the README's programs as they stand there. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Runs them one after the other, and shows what they print.
 * @param {import('./Project.js').Project} project - Where.
 */
export function tryReadme(project) {
  const file = new URL('../README.md', import.meta.url);
  const programs = Array.from(
    readFileSync(file, 'utf8').matchAll(/^```js\n(?<code>[\s\S]*?)^```$/gm),
    ({ groups }) => groups.code,
  );
  for (const [number, code] of programs.entries()) {
    const program = `readme${number}.js`;
    writeFileSync(path.join(project.folder, program), code);
    console.log(project.run('node', program).trim());
  }
}
