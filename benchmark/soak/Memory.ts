import { setImmediate as nextTurn } from 'node:timers/promises';

/** Bytes in use after garbage collection. */
interface Sample {
  heap: number;
  arrays: number;
}

/**
 * The tolerated growth. The heap contains compiled code and its statistics, which grow over some thousand calls: by 1 %
 * in 10,000 fits and 2.5 % in 1,000 aborts, the latter also because the loader of TypeScript leaves a port for each
 * thread that is terminated during its start. A leak of a hundred bytes per fit, or a kilobyte per abort, exceeds this.
 */
const GROWTH = 0.05;

/** The memory use of a process over time. */
export class Memory {
  readonly #name: string;
  readonly #samples: Sample[] = [];

  /**
   * Starts without samples.
   * @param name - What is measured.
   */
  constructor(name: string) {
    this.#name = name;
  }

  /**
   * Collects garbage, and takes a sample.
   * @throws {Error} Node.js was started without `--expose-gc`.
   */
  async sample(): Promise<void> {
    if (!globalThis.gc) throw new Error('start Node.js with --expose-gc');
    globalThis.gc();
    // finalized memory is released one turn later
    await nextTurn();
    globalThis.gc();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    this.#samples.push({ heap: heapUsed, arrays: arrayBuffers });
  }

  /**
   * Prints the medians of the first and the last third.
   * @returns A problem, if more is in use at the end.
   */
  report(): string[] {
    const third = Math.floor(this.#samples.length / 3);
    const first = middleOf(this.#samples.slice(0, third));
    const last = middleOf(this.#samples.slice(-third));
    const { rss } = process.memoryUsage();
    const text = `${this.#name}: heap ${megabytes(first.heap)} in the first third, ${megabytes(last.heap)} in the last one; arrays ${megabytes(first.arrays)}, ${megabytes(last.arrays)}; the process has ${megabytes(rss)}`;
    console.log(text);
    const before = first.heap + first.arrays;
    const after = last.heap + last.arrays;
    return after > (1 + GROWTH) * before ? [`memory grows: ${text}`] : [];
  }
}

function middleOf(samples: Sample[]): Sample {
  const middle = Math.floor(samples.length / 2);
  const median = (of: keyof Sample) =>
    samples.map((sample) => sample[of]).toSorted((a, b) => a - b)[middle];
  return { heap: median('heap'), arrays: median('arrays') };
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(2)} MB`;
}
