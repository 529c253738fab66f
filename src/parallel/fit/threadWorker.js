// @ts-check
/**
 * A thread: takes parts of kernels that are called, runs them, and says so. JavaScript, since Node.js 20 has workers load
 * nothing else, and so that it is the same file for those who work on the sources; it imports nothing, so that it is
 * there wherever a bundler puts it.
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
  const { left, done, failed, parts, length } = slots;
  const signals = new Int32Array(memory.buffer, 0, slots.signals);
  for (;;) {
    waitForParts(signals, left);
    const part = Atomics.sub(signals, left, 1) - 1;
    // others were faster
    if (part < 0) continue;
    // written before the part could be taken, and not again before it is done
    const start = parts + 8 * length * part;
    const numbers = new Float64Array(memory.buffer, start, length);
    const [kernel, count] = numbers;
    try {
      numbers[length - 1] =
        kernels[kernel](...numbers.subarray(2, 2 + count)) ?? Number.NaN;
    } catch {
      Atomics.store(signals, failed, 1);
    }
    Atomics.add(signals, done, 1);
    Atomics.notify(signals, done);
  }
}

/**
 * Waits until parts are left.
 * @param {Int32Array} signals - All signals.
 * @param {number} left - The one that counts these parts.
 */
function waitForParts(signals, left) {
  for (let look = 0; look < LOOKS; look++) {
    if (Atomics.load(signals, left) > 0) return;
  }
  for (;;) {
    const known = Atomics.load(signals, left);
    if (known > 0) return;
    Atomics.wait(signals, left, known);
  }
}
