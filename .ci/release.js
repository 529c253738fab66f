/**
 * Prepares a release without publishing: checks the repository, runs all checks, packs, and lists the remaining steps.
 * `--without-run` skips `.ci/run`, to see what else is missing.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version, repository } = JSON.parse(readFile('package.json'));

const troubles = checkRepository();
for (const trouble of troubles) console.error(trouble);
if (troubles.length > 0) {
  process.exitCode = 1;
} else {
  if (!process.argv.includes('--without-run')) {
    execFileSync(fileURLToPath(new URL('run', import.meta.url)), {
      cwd: root,
      stdio: 'inherit',
    });
  }
  // the packed files have to be the tested ones: nothing may have changed meanwhile
  const changed = run('git', 'status', '--porcelain');
  if (changed) throw new Error(`the run has changed files:\n${changed}`);
  const [{ filename, size, integrity }] = JSON.parse(
    run('npm', 'pack', '--json', '--silent'),
  );
  console.log(`
${filename}: ${(size / 1000).toFixed(0)} kB, ${integrity}

To publish it:

  git tag v${version} && git push origin v${version}
  npm publish ${filename} --provenance --access public

Provenance is signed by the machine that publishes: a workflow of the repository's host, with the permission id-token: write.`);
  if (!repository) {
    console.log(
      'package.json names no repository, and npm refuses provenance without: add it first.',
    );
  }
}

/**
 * Checks the requirements of a build.
 * @returns {string[]} What is missing.
 */
function checkRepository() {
  const found = [];
  const changed = run('git', 'status', '--porcelain');
  if (changed) {
    found.push(`there are changes that are not committed:\n${changed}`);
  }
  if (run('git', 'tag', '--list', `v${version}`)) {
    found.push(`v${version} is tagged already: npm version`);
  }
  const changelog = readFile('CHANGELOG.md');
  if (!sectionOf(changelog, version)) {
    found.push(`CHANGELOG.md has no section on ${version}`);
  }
  if (sectionOf(changelog, 'Unreleased')) {
    found.push(`CHANGELOG.md has unreleased changes: are they ${version}'s?`);
  }
  return found;
}

/**
 * Finds a section of the changelog.
 * @param {string} changelog - Its text.
 * @param {string} heading - The beginning of the heading; a date may follow.
 * @returns {string} The text of the section; empty if there is none.
 */
function sectionOf(changelog, heading) {
  const section = changelog
    .split(/^## /m)
    .slice(1)
    .find((text) => text.split(/\s/, 1)[0] === heading);
  return section?.split('\n').slice(1).join('\n').trim() ?? '';
}

/**
 * Runs a program in the repository.
 * @param {string} program - Its name.
 * @param {string[]} args - Its arguments.
 * @returns {string} What it printed.
 */
function run(program, ...args) {
  return execFileSync(program, args, { cwd: root, encoding: 'utf8' }).trim();
}

/**
 * Reads a file of the repository.
 * @param {string} file - Its name.
 * @returns {string} Its contents.
 */
function readFile(file) {
  return readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
}
