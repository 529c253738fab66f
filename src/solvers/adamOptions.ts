import { integer, number, readOptions } from '../validation/readOptions.ts';

/**
 * How Adam runs. A batch is some anchors with their targets and impostors, and all that a loss sees: NCA sums over these
 * rows, and LMNN with active impostors looks for them there.
 */
export interface AdamOptions {
  /**
   * How often it sees all anchors. 0 evaluates the start and returns it. A stream is seen once.
   * @default 30
   */
  epochs?: number;
  /**
   * Anchors of a batch; their targets and impostors come with them.
   * @default 256
   */
  batchSize?: number;
  /**
   * The first step of each parameter, as a part of the root mean square of the start. The steps shrink to nothing, along a
   * cosine over the epochs; in a stream, whose end is not known, as 1/√t.
   * @default 0.1
   */
  learningRate?: number;
}

/**
 * Fills in the defaults.
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
