// @ts-check
/**
 * A thread: waits until a kernel is called, runs it, and says so. JavaScript, since Node.js 20 has workers load nothing
 * else, and so that it is the same file for those who work on the sources; it imports nothing, so that it is there
 * wherever a bundler puts it.
 */

/** @import { ThreadTask } from './callSlots.ts' */

/** How often to look whether there is something to do before falling asleep: some 20 µs, what it takes to wake up. */
const LOOKS = 5000;

const port = /** @type {globalThis.Worker} */ (
  /** @type {unknown} */ (
    // @ts-ignore -- browsers have no `process`
    globalThis.process?.getBuiltinModule?.('node:worker_threads').parentPort ??
      globalThis
  )
);

// eslint-disable-next-line unicorn/prefer-add-event-listener -- with it, a port of Node.js starts
port.onmessage = (/** @type {{ data: ThreadTask }} */ { data }) => {
  const { module, memory, names, slots } = data;
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const kernels = names.map(
    (name) =>
      /** @type {(...places: number[]) => number | undefined} */ (
        exports[name]
      ),
  );
  port.postMessage('ready');
  // in a turn of its own: the message is on its way then
  setTimeout(() => serve(kernels, memory, slots));
};

/**
 * Runs what is called, for ever.
 * @param {Array<(...places: number[]) => number | undefined>} kernels - By number.
 * @param {WebAssembly.Memory} memory - What they work on.
 * @param {ThreadTask['slots']} slots - Where calls are written.
 */
function serve(kernels, memory, slots) {
  const { idle, done, failed, state, call, length } = slots;
  const signals = new Int32Array(memory.buffer, 0, slots.signals);
  const numbers = new Float64Array(memory.buffer, call, length);
  const places = numbers.subarray(2);
  const result = length - 1;
  for (;;) {
    for (let look = 0; look < LOOKS; look++) {
      if (Atomics.load(signals, state) !== idle) break;
    }
    while (Atomics.load(signals, state) === idle) {
      Atomics.wait(signals, state, idle);
    }
    const [kernel, count] = numbers;
    try {
      numbers[result] =
        kernels[kernel](...places.subarray(0, count)) ?? Number.NaN;
    } catch {
      Atomics.store(signals, failed, 1);
    }
    Atomics.store(signals, state, idle);
    Atomics.add(signals, done, 1);
    Atomics.notify(signals, done);
  }
}
