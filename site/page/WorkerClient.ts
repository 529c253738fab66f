import type { Reply, Request } from '../protocol.ts';

/**
 * Sends the page's requests to the worker, and receives its replies. Of requests about the query, only the latest
 * counts.
 */
export class WorkerClient {
  readonly #worker: Worker;
  #isAsked = false;
  #latest: Request | undefined;

  /**
   * Starts the worker.
   * @param onReply - Called with every reply.
   */
  constructor(onReply: (reply: Reply) => void) {
    this.#worker = new Worker(new URL('../worker/main.ts', import.meta.url), {
      type: 'module',
    });
    this.#worker.addEventListener(
      'message',
      ({ data }: MessageEvent<Reply>) => {
        if (data.kind === 'answer' || data.kind === 'trouble') this.#askNext();
        onReply(data);
      },
    );
    this.#worker.addEventListener('error', () =>
      onReply({
        kind: 'trouble',
        message:
          'The part of the page that computes could not be started. It takes a current browser, and a page that is served, not opened as a file.',
      }),
    );
  }

  /** Whether a request about the query is pending. */
  get isWaiting(): boolean {
    return this.#isAsked;
  }

  /** Sends a request. */
  send(request: Request): void {
    this.#worker.postMessage(request);
  }

  /**
   * Sends a request about the query: at once, or when the pending one is answered, unless a later one replaces it by
   * then.
   */
  ask(request: Request): void {
    if (this.#isAsked) {
      this.#latest = request;
      return;
    }
    this.#isAsked = true;
    this.send(request);
  }

  #askNext(): void {
    const request = this.#latest;
    this.#isAsked = request !== undefined;
    this.#latest = undefined;
    if (request) this.send(request);
  }
}
