import { integer, number, readOptions } from '../options/readOptions.ts';

/**
 * Options of the solver `'adam'`. A batch consists of some anchors with their targets and impostors, and a loss sees
 * nothing else: NCA sums over these rows, and LMNN with active impostors searches among them.
 */
export interface AdamOptions {
  /**
   * The number of passes over all anchors. 0 evaluates the start and returns it. A stream is always passed once.
   * @default 30
   */
  epochs?: number;
  /**
   * The number of anchors of a batch; their targets and impostors come with them.
   * @default 256
   */
  batchSize?: number;
  /**
   * The length of the first step of each parameter, relative to the root mean square of the parameters at the start.
   * Steps shrink to 0 along a cosine over the epochs; in a stream, whose length is unknown, they have full length 100
   * times and then shrink as 1/√t.
   * @default 0.1
   */
  learningRate?: number;
}

/**
 * Checks the options, and fills in the defaults.
 * @throws {TypeError|RangeError} Unknown names, numbers out of range.
 */
export function resolveAdamOptions(
  options: AdamOptions,
): Required<AdamOptions> {
  const readers = {
    epochs: integer({ min: 0 }, 30),
    batchSize: integer({ min: 1 }, 256),
    learningRate: number({ above: 0 }, 0.1),
  };
  return readOptions(options, 'solver', readers, ['name']);
}
