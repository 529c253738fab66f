import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';

const root = new URL('../..', import.meta.url);

/** A `ml-metric-learning-worker` of the library as compiled by compileLibrary.ts. */
export class WorkerProcess {
  readonly #process: ChildProcess;
  /** Settles when it has printed that it is ready. */
  readonly ready: Promise<void>;
  /** Settles when it has exited. */
  readonly ended: Promise<number | null>;
  output = '';
  errors = '';
  isReady = false;
  hasEnded = false;

  constructor(args: string[], env: NodeJS.ProcessEnv = {}) {
    const program = 'test/.library/bullmq/workerProgram.js';
    const child = spawn(process.execPath, [program, ...args], {
      cwd: root,
      env: { ...process.env, NODE_OPTIONS: '', ...env },
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

  /** Ends it, with SIGKILL by default. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    this.isReady = false;
    this.#process.kill(signal);
    await this.ended;
  }
}
