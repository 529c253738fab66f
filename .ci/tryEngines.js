/**
 * Packs the library, installs it in an empty folder, and uses it in other engines: the oldest supported Node.js, newer
 * ones, Bun and Deno. Engines come from npm, some 600 MB.
 */
import { cpSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { Answers } from './Answers.js';
import { Project } from './Project.js';

/** The command of each engine, and whether it is V8, so that all bits have to be the same. */
const ENGINES = [
  { program: 'node20/bin/node', args: [], isV8: true },
  { program: 'node22/bin/node', args: [], isV8: true },
  { program: 'node24/bin/node', args: [], isV8: true },
  // require needs file names
  {
    program: '.bin/deno',
    args: ['run', '--no-prompt', '--allow-read'],
    isV8: true,
  },
  { program: '.bin/bun', args: [], isV8: false },
];

const source = fileURLToPath(new URL('engines', import.meta.url));
const project = new Project();
try {
  const engines = path.join(project.folder, 'engines');
  cpSync(source, engines, { recursive: true });
  project.run('npm', 'ci', '--silent', '--prefix', engines);
  const expected = new Answers(project.run('node', 'iris.js'));
  console.log(`node ${process.version}: bits ${expected.digest}`);
  for (const engine of ENGINES) tryEngine(engine, engines, expected);
} finally {
  project.remove();
}

/**
 * Runs every program in an engine.
 * @param {{ program: string, args: string[], isV8: boolean }} engine - The engine.
 * @param {string} engines - The folder in which engines are installed.
 * @param {Answers} expected - The answers of the current engine.
 */
function tryEngine({ program, args, isV8 }, engines, expected) {
  const file = path.join(engines, 'node_modules', program);
  const run = (...more) => project.run(file, ...more).trim();
  const [version] = run('--version').match(/\d+\.\d+\.\d+/);
  const name = `${path.basename(program)} ${version}`;
  for (const consumer of ['iris.js', 'iris.cjs']) {
    const answers = new Answers(run(...args, consumer));
    console.log(`${name}, ${consumer}: ${answers.compare(expected, isV8)}`);
  }
  console.log(`${name}, threads: ${run(...args, 'threads.js')}`);
}
