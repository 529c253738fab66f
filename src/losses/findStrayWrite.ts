import { finish } from '../work.ts';

import type { Embedding, PreparedLoss } from './Loss.ts';

/** Reads and writes that are watched: a fifth of a second at most, which a loss over all pairs of many rows exceeds. */
const PATIENCE = 1_000_000;

/**
 * Evaluates a loss once with a gradient that notices every write. A typed array takes no notice of what is written
 * outside of it, so that a loss with a wrong index would seem to work, with a part of its gradient missing.
 * @param loss - The loss.
 * @param embedding - n × r; a copy.
 * @returns Where it wrote outside of the gradient, the first time; `undefined` if it did not, as far as it was watched.
 */
export function findStrayWrite(
  loss: PreparedLoss,
  embedding: Embedding,
): string | undefined {
  const gradient = new Float64Array(embedding.values.length);
  let stray: string | undefined;
  let watched = 0;
  const count = () => {
    watched++;
    if (watched > PATIENCE) throw new RangeError('seen enough');
  };
  const watcher = new Proxy(gradient, {
    get: (target, key) => {
      count();
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
    set: (target, key, value) => {
      count();
      if (typeof key === 'string' && !Object.hasOwn(target, key)) stray ??= key;
      return Reflect.set(target, key, value, target);
    },
  });
  try {
    finish(loss.evaluate(embedding, watcher));
  } catch {
    // what it fails with in earnest, it will fail with again
  }
  return stray;
}
