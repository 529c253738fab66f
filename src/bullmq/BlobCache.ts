import type { Redis } from 'ioredis';

import type { StoredFields } from './blobs.ts';
import { keyOfBlob } from './protocol.ts';

/** Bytes that are kept, but for what was used last, which is kept whatever its size. */
const MOST_BYTES = 2 ** 30;

interface Kept {
  /** What was read, or is being read: those who ask meanwhile wait for the same. */
  reading: Promise<unknown>;
  bytes: number;
}

/** What a worker has read from Redis, by its hash: each blob once, the least recently used ones forgotten first. */
export class BlobCache {
  readonly #redis: Redis;
  /** In the order of use, the last one last. */
  readonly #kept = new Map<string, Kept>();

  /** Begins empty. */
  constructor(redis: Redis) {
    this.#redis = redis;
  }

  /**
   * Reads a blob, unless it was read before.
   * @param hash - The hash of its content.
   * @param unpack - Reads its fields.
   * @returns What `unpack` returns; `undefined` if there is no such blob.
   * @throws {Error} Whatever `unpack` throws.
   */
  async read<Result>(
    hash: string,
    unpack: (fields: StoredFields, hash: string) => Result,
  ): Promise<Result | undefined> {
    const kept = this.#kept.get(hash) ?? {
      reading: Promise.resolve(),
      bytes: 0,
    };
    if (!this.#kept.has(hash)) {
      kept.reading = this.#fetch(hash, kept, unpack);
    }
    this.#kept.delete(hash);
    this.#kept.set(hash, kept);
    try {
      const result = (await kept.reading) as Result | undefined;
      if (result === undefined) this.#kept.delete(hash);
      return result;
    } catch (error) {
      this.#kept.delete(hash);
      throw error;
    }
  }

  async #fetch<Result>(
    hash: string,
    kept: Kept,
    unpack: (fields: StoredFields, hash: string) => Result,
  ): Promise<Result | undefined> {
    const fields: StoredFields = await this.#redis.hgetallBuffer(
      keyOfBlob(hash),
    );
    if (!fields.header) return undefined;
    for (const field of Object.values(fields)) kept.bytes += field.length;
    this.#forget();
    return unpack(fields, hash);
  }

  #forget(): void {
    let bytes = 0;
    for (const [hash, kept] of [...this.#kept].toReversed()) {
      if (bytes > 0 && bytes + kept.bytes > MOST_BYTES) this.#kept.delete(hash);
      else bytes += kept.bytes;
    }
  }
}
