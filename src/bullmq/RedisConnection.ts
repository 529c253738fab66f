import { Redis } from 'ioredis';

import { describe } from '../options/describe.ts';

/** Milliseconds until a first connection has to be there; with what a process takes to end, five seconds. */
const LIMIT = 4500;
/** Milliseconds between two tries to connect again, at most. */
const LONGEST_WAIT = 1000;

/** A connection to Redis that comes back by itself, and knows what it may be called in messages. */
export class RedisConnection {
  /** Host and port, without user and password. */
  readonly address: string;
  readonly redis: Redis;
  #downSince: number | undefined;

  private constructor(redis: Redis, address: string) {
    this.redis = redis;
    this.address = address;
    redis.on('close', () => {
      this.#downSince ??= performance.now();
    });
    redis.on('ready', () => {
      this.#downSince = undefined;
    });
  }

  /** Milliseconds since Redis was reached the last time; 0 while it is. */
  get downFor(): number {
    return this.#downSince === undefined
      ? 0
      : performance.now() - this.#downSince;
  }

  /**
   * Connects.
   * @param given - A URL, such as `redis://host:port` or `rediss://user:password@host:port/database`.
   * @throws {TypeError} If it is not such a URL.
   * @throws {Error} If Redis cannot be reached within five seconds, or refuses the login; the message gives the
   * address, without the password.
   */
  static async open(given: unknown): Promise<RedisConnection> {
    const url = checkURL(given);
    const address = addressOf(url);
    const redis = new Redis(url.href, {
      lazyConnect: true,
      connectTimeout: LIMIT,
      // a command waits until the connection is back
      maxRetriesPerRequest: null,
      retryStrategy: (tries) => Math.min(50 * 2 ** tries, LONGEST_WAIT),
    });
    let reason = 'it does not respond';
    // without a listener, ioredis prints errors
    redis.on('error', (error: Error) => {
      reason = reasonOf(error);
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve, reject) => {
      timer = setTimeout(() => reject(new Error('late')), LIMIT);
    });
    try {
      await Promise.race([redis.connect().then(() => redis.ping()), late]);
      return new RedisConnection(redis, address);
    } catch (error) {
      redis.disconnect();
      // what ioredis throws has the password among its properties: its text is enough
      if (isReply(error)) reason = reasonOf(error as Error);
      // eslint-disable-next-line preserve-caught-error -- see above
      throw new Error(`Redis at ${address} cannot be used: ${reason}`);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Opens another connection to the same server, for commands that block. */
  duplicate(): Redis {
    const redis = this.redis.duplicate({ lazyConnect: false });
    redis.on('error', ignore);
    return redis;
  }

  /** Disconnects. */
  close(): void {
    this.redis.disconnect();
  }
}

function checkURL(given: unknown): URL {
  const text = given instanceof URL ? given.href : given;
  if (typeof text !== 'string') {
    throw new TypeError(
      `redis must be a URL such as redis://localhost:6379, got ${describe(given)}`,
    );
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url?.hostname || !['redis:', 'rediss:'].includes(url.protocol)) {
    // what it is instead may hold a password
    throw new TypeError(
      'redis must be a URL such as redis://localhost:6379 or rediss://user:password@host:6380, got another string',
    );
  }
  return url;
}

function addressOf({ protocol, hostname, port }: URL): string {
  return `${protocol}//${hostname}:${port || '6379'}`;
}

function isReply(error: unknown): boolean {
  return error instanceof Error && error.name === 'ReplyError';
}

// of several addresses of one name, ioredis says nothing but why
function reasonOf(error: Error): string {
  const { message, code } = error as NodeJS.ErrnoException;
  return message || code || error.name;
}

function ignore(): void {
  // it connects again by itself
}
