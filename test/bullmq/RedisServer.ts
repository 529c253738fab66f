import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A Redis on a free port that saves its data to disk. */
export class RedisServer {
  readonly port: number;
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'ml-metric-learning-'));
  readonly #options: string[];
  #process: ChildProcess | undefined;

  private constructor(port: number, options: string[]) {
    this.port = port;
    this.#options = options;
  }

  static async start(...options: string[]): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), options);
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it, with the data it has saved. */
  async start(): Promise<void> {
    const process = spawn(
      'redis-server',
      [
        '--port',
        String(this.port),
        '--bind',
        '127.0.0.1',
        '--dir',
        this.#folder,
        '--appendonly',
        'yes',
        '--save',
        '',
        ...this.#options,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    this.#process = process;
    await new Promise<void>((resolve, reject) => {
      let log = '';
      process.on('error', reject);
      process.on('exit', () => reject(new Error(`redis-server: ${log}`)));
      process.stdout.on('data', (text: Buffer) => {
        log += text.toString();
        if (log.includes('Ready to accept connections')) resolve();
      });
    });
  }

  /** Stops it; data that it has confirmed are kept. */
  async halt(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (!this.#process || this.#process.exitCode !== null) return;
    const exit = once(this.#process, 'exit');
    this.#process.kill(signal);
    await exit;
  }

  /** Stops it and deletes its data. */
  async stop(): Promise<void> {
    await this.halt();
    rmSync(this.#folder, { recursive: true });
  }
}

/** Below the ports that outgoing connections take, and apart from those of other test processes. */
let nextPort = 10_000 + 20 * (process.pid % 1000);

/** Returns a free port, each time another one. */
export async function freePort(): Promise<number> {
  const port = nextPort++;
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch {
    return freePort();
  }
  server.close();
  await once(server, 'close');
  return port;
}
