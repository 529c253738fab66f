/** The worker of the page: all reading, learning and certifying. */
import type { Reply, Request } from '../protocol.ts';

import { Session } from './Session.ts';

/** The global scope of a worker, whose types differ from those of the page. */
interface WorkerScope {
  postMessage: (reply: Reply) => void;
  addEventListener: (
    type: 'message',
    listener: (event: MessageEvent<Request>) => void,
  ) => void;
}

const page = globalThis as unknown as WorkerScope;
const session = new Session((reply) => page.postMessage(reply));
page.addEventListener('message', ({ data }) => {
  void session.handle(data);
});
