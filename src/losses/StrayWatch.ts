import { ignoreRejection } from '../async/ignoreRejection.ts';
import { runSync } from '../async/work.ts';

import type { Embedding, PreparedLoss } from './Loss.ts';

/**
 * Reads and writes that are watched in a fit. They take a fifth of a second at most, which a loss over all pairs of
 * many rows would exceed.
 */
const PATIENCE = 1_000_000;

/**
 * Looks for writes outside of the gradient. A typed array takes no notice of them, so that a loss with a wrong index would
 * seem to work, with a part of its gradient missing. To notice, the loss is evaluated once more, with a gradient that
 * watches every access, at some hundred times the cost: so at the 1st, 2nd, 4th, 8th, … evaluation of a fit, until a
 * million accesses have been watched. Beyond that, a write outside may pass.
 */
export class StrayWatch {
  #evaluations = 0;
  /** The next evaluation that is watched. */
  #next = 1;
  #watched = 0;

  /**
   * Watches the next evaluation of the fit, if it is one of those.
   * @param embedding - n × r, left as it is.
   * @returns The first index outside of the gradient that was written to; `undefined` if none was, as far as it was
   * watched.
   */
  find(loss: PreparedLoss, embedding: Embedding): string | undefined {
    this.#evaluations++;
    if (this.#evaluations < this.#next) return undefined;
    this.#next = 2 * this.#evaluations;
    return this.#watched > PATIENCE
      ? undefined
      : this.#rehearse(loss, embedding);
  }

  #rehearse(loss: PreparedLoss, embedding: Embedding): string | undefined {
    const gradient = new Float64Array(embedding.values.length);
    let stray: string | undefined;
    const count = () => {
      this.#watched++;
      if (this.#watched > PATIENCE) throw new RangeError('watch is over');
    };
    const watcher = new Proxy(gradient, {
      get: (target, key) => {
        count();
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
      set: (target, key, value) => {
        count();
        if (typeof key === 'string' && !Object.hasOwn(target, key)) {
          stray ??= key;
        }
        return Reflect.set(target, key, value, target);
      },
    });
    try {
      const copy = { ...embedding, values: embedding.values.slice() };
      ignoreRejection(runSync(loss.evaluate(copy, watcher)));
    } catch {
      // what it fails with in earnest, it will fail with again
    }
    return stray;
  }
}
