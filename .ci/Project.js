/** A temporary project with the packed library, installed as a user would, and the dependencies of its consumers. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const consumers = fileURLToPath(new URL('consumers', import.meta.url));

/** The project; it exists until it is removed. */
export class Project {
  /** Packs and installs. */
  constructor() {
    this.folder = mkdtempSync(path.join(tmpdir(), 'try-package-'));
    cpSync(consumers, this.folder, { recursive: true });
    this.run('npm', 'ci', '--silent', '--ignore-scripts');
    const packed = this.run('npm', 'pack', root, '--silent');
    const archive = packed.trim().split('\n').at(-1);
    this.run('npm', 'install', '--silent', '--ignore-scripts', `./${archive}`);
  }

  /**
   * Runs a program in the folder.
   * @param {string} program - Its name.
   * @param {string[]} args - Its arguments.
   * @returns {string} What it printed.
   */
  run(program, ...args) {
    return execFileSync(program, args, { cwd: this.folder, encoding: 'utf8' });
  }

  /**
   * Runs a program of a package that is installed.
   * @param {string} name - Its name.
   * @param {string[]} args - Its arguments.
   * @returns {string} What it printed.
   */
  runInstalled(name, ...args) {
    return this.run(path.join('node_modules', '.bin', name), ...args);
  }

  /** Removes the folder. */
  remove() {
    rmSync(this.folder, { recursive: true });
  }
}
