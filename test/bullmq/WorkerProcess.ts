import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = new URL('../..', import.meta.url);
const loader = new URL('test/loadSources.js', root).href;
const compiled = new URL('test/.library/', root);
/** Only for the test that has it compiled: it may be half there for others. */
let isCompiled = false;

/** Compiles the library, for workers that start as fast as those of users. */
export function compileLibrary(): void {
  execFileSync(
    process.execPath,
    [
      'node_modules/typescript/bin/tsc',
      '--noCheck',
      '--project',
      'tsconfig.build.json',
      '--outDir',
      fileURLToPath(compiled),
    ],
    { cwd: root },
  );
  isCompiled = true;
}

/** Removes what was compiled. */
export function removeLibrary(): void {
  rmSync(compiled, { recursive: true });
}

/** A `ml-metric-learning-worker`, from the sources unless they were compiled. */
export class WorkerProcess {
  readonly #process: ChildProcess;
  /** When it has said that it is ready. */
  readonly ready: Promise<void>;
  /** When it has ended. */
  readonly ended: Promise<number | null>;
  output = '';
  errors = '';
  isReady = false;
  hasEnded = false;

  constructor(args: string[], env: NodeJS.ProcessEnv = {}) {
    const [program, options] = isCompiled
      ? ['test/.library/bullmq/workerProgram.js', '']
      : ['src/bullmq/workerProgram.ts', `--import ${loader}`];
    const child = spawn(process.execPath, [program, ...args], {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: options, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    this.ended = once(child, 'exit').then(([code]) => {
      this.hasEnded = true;
      return code as number | null;
    });
    child.stderr.on('data', (text: Buffer) => {
      this.errors += text.toString();
    });
    this.ready = new Promise((resolve, reject) => {
      child.stdout.on('data', (text: Buffer) => {
        this.output += text.toString();
        if (!this.output.includes('ready:')) return;
        this.isReady = true;
        resolve();
      });
      void this.ended.then(() => reject(new Error(this.errors)));
    });
    this.ready.catch(() => undefined);
  }

  /** Ends it, by SIGKILL unless told otherwise. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    this.isReady = false;
    this.#process.kill(signal);
    await this.ended;
  }
}
