import type { Worker } from 'node:worker_threads';

/** Counts the threads of this process. */
export class WorkerCount {
  started = 0;
  alive = 0;

  /** Starts counting. */
  constructor() {
    process.on('worker', (worker: Worker) => {
      this.started++;
      this.alive++;
      worker.once('exit', () => {
        this.alive--;
      });
    });
  }
}
