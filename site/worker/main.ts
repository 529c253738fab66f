/** What runs beside the page: all reading, learning and certifying. */
import type { Reply, Request } from '../protocol.ts';

import { Session } from './Session.ts';

/** What a worker has; the types of the page are another set. */
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
