/** A thread that takes a part of the first call and ends without doing it; how is in the query of its address. */
import process from 'node:process';
import { parentPort } from 'node:worker_threads';

const how = new URL(import.meta.url).search.slice(1);

parentPort.once('message', ({ memory, slots }) => {
  const signals = new Int32Array(memory.buffer, 0, slots.signals);
  parentPort.postMessage('ready');
  setTimeout(() => {
    for (let place = 0; place <= 0;) {
      if (Atomics.load(signals, slots.left) <= 0) continue;
      place = Atomics.sub(signals, slots.left, 1);
    }
    if (how === 'exit') process.exit();
    if (how === 'error') throw new Error('of a worker');
    // until it is terminated
    for (;;);
  });
});
