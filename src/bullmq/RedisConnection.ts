import { Redis } from 'ioredis';

import { describe } from '../options/describe.ts';

/** Milliseconds for the first connection: with the end of the process, five seconds. */
const CONNECT_TIMEOUT = 4500;
/** The largest number of milliseconds between two attempts to reconnect. */
const MAX_RETRY_DELAY = 1000;

/** A connection to Redis that reconnects, and has an address without secrets for messages. */
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

  /** Milliseconds since the connection was lost; 0 while there is one. */
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
      connectTimeout: CONNECT_TIMEOUT,
      // commands wait for the connection to return
      maxRetriesPerRequest: null,
      retryStrategy: (tries) => Math.min(50 * 2 ** tries, MAX_RETRY_DELAY),
    });
    let reason = 'it does not respond';
    // without a listener, ioredis prints errors
    redis.on('error', (error: Error) => {
      reason = reasonOf(error);
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve, reject) => {
      timer = setTimeout(() => reject(new Error('late')), CONNECT_TIMEOUT);
    });
    try {
      await Promise.race([redis.connect().then(() => redis.ping()), late]);
      return new RedisConnection(redis, address);
    } catch (error) {
      redis.disconnect();
      // an error of ioredis has the password among its properties: only its text is used
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
    // the string is not shown: it may contain a password
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

// if a name has several addresses, the error of ioredis has a code, but no message
function reasonOf(error: Error): string {
  const { message, code } = error as NodeJS.ErrnoException;
  return message || code || error.name;
}

function ignore(): void {
  // ioredis reconnects
}

/** Waits for a cleanup, but no longer than a given time; its errors are ignored. */
export async function waitAtMost(
  milliseconds: number,
  promise: Promise<unknown>,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  try {
    await Promise.race([promise, late]);
  } catch {
    // Redis has become unreachable
  } finally {
    clearTimeout(timer);
  }
}
