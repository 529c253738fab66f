import type { Redis } from 'ioredis';

import type { StoredFields } from './blobs.ts';
import { keyOfBlob } from './protocol.ts';

/** The largest number of bytes that are kept; the blob used last is kept whatever its size. */
const MAX_BYTES = 2 ** 30;

interface Entry {
  /** The content, which may still be read: a blob that is requested twice is read once. */
  content: Promise<unknown>;
  bytes: number;
}

/** The blobs that a worker has read from Redis, by their hashes; the least recently used ones are dropped first. */
export class BlobCache {
  readonly #redis: Redis;
  /** In the order of use, the most recently used one last. */
  readonly #entries = new Map<string, Entry>();

  /** Starts empty. */
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
    const entry = this.#entries.get(hash) ?? {
      content: Promise.resolve(),
      bytes: 0,
    };
    if (!this.#entries.has(hash)) {
      entry.content = this.#fetch(hash, entry, unpack);
    }
    this.#entries.delete(hash);
    this.#entries.set(hash, entry);
    try {
      const result = (await entry.content) as Result | undefined;
      if (result === undefined) this.#entries.delete(hash);
      return result;
    } catch (error) {
      this.#entries.delete(hash);
      throw error;
    }
  }

  async #fetch<Result>(
    hash: string,
    entry: Entry,
    unpack: (fields: StoredFields, hash: string) => Result,
  ): Promise<Result | undefined> {
    const fields: StoredFields = await this.#redis.hgetallBuffer(
      keyOfBlob(hash),
    );
    if (!fields.header) return undefined;
    for (const field of Object.values(fields)) entry.bytes += field.length;
    this.#dropOldest();
    return unpack(fields, hash);
  }

  #dropOldest(): void {
    let bytes = 0;
    for (const [hash, entry] of [...this.#entries].toReversed()) {
      if (bytes > 0 && bytes + entry.bytes > MAX_BYTES) {
        this.#entries.delete(hash);
      } else {
        bytes += entry.bytes;
      }
    }
  }
}
