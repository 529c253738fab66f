import type { Reply, Request } from '../protocol.ts';

/** Where the page's requests go, and the worker's replies come from. Of questions about the query, only the latest counts. */
export class Desk {
  readonly #worker: Worker;
  #isAsked = false;
  #latest: Request | undefined;

  /**
   * Starts the worker.
   * @param onReply - Called with all it says.
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

  /** Whether a question waits for its answer. */
  get isWaiting(): boolean {
    return this.#isAsked;
  }

  /**
   * Asks for something.
   * @param request - What.
   */
  send(request: Request): void {
    this.#worker.postMessage(request);
  }

  /**
   * Asks about the query: at once, or when the last question is answered, if there is no later one by then.
   * @param request - What.
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
