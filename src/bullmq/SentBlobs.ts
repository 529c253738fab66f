import type { Redis } from 'ioredis';

import type { PortableTask } from '../parallel/tasks/PortableTask.ts';

import type { Blob } from './blobs.ts';
import { packData, packSplit } from './blobs.ts';
import { BLOB_TTL, keyOfBlob } from './protocol.ts';

/** The arrays that the tasks of a run share: each is hashed once, and kept alive in Redis. */
export class SentBlobs {
  readonly #redis: Redis;
  readonly #blobs = new Map<string, Blob>();
  readonly #hashes = new WeakMap<object, { test?: Int32Array; hash: string }>();

  /** Sends nothing yet. */
  constructor(redis: Redis) {
    this.#redis = redis;
  }

  /**
   * Adds the arrays of a task.
   * @returns The hashes of its data and of its rows.
   * @throws {RangeError} If they are larger than what Redis accepts.
   */
  add(task: PortableTask): { data: string; split: string } {
    const { data, train, test } = task;
    return {
      data: this.#hashOnce(data, () => packData(data)),
      split: this.#hashOnce(train, () => packSplit(task), test),
    };
  }

  /** Sends the arrays that are missing in Redis, and extends the lifetime of the others. */
  async keep(): Promise<void> {
    await Promise.all(
      Array.from(this.#blobs.values(), (blob) => this.#keep(blob)),
    );
  }

  async #keep({ hash, fields }: Blob): Promise<void> {
    const key = keyOfBlob(hash);
    if ((await this.#redis.pexpire(key, BLOB_TTL)) === 1) return;
    await this.#redis.multi().hset(key, fields).pexpire(key, BLOB_TTL).exec();
  }

  #hashOnce(shared: object, pack: () => Blob, test?: Int32Array): string {
    const known = this.#hashes.get(shared);
    if (known && known.test === test) return known.hash;
    const blob = pack();
    const { hash } = blob;
    this.#blobs.set(hash, blob);
    this.#hashes.set(shared, { test, hash });
    return hash;
  }
}
