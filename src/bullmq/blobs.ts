import { createHash } from 'node:crypto';

import type { LabelledData } from '../data/LabelledData.ts';
import type { TaskRows } from '../model-selection/tasks/Executor.ts';
import { describe } from '../options/describe.ts';

/** The largest value that Redis accepts by default (proto-max-bulk-len). */
const MAX_BYTES = 512 * 2 ** 20;

/** Arrays that many jobs share, as the fields of a hash in Redis; its key has the SHA-256 of the content. */
export interface Blob {
  hash: string;
  fields: { header: string; first: Buffer; second: Buffer };
}

/** The fields of a blob in Redis; none if the blob is gone. */
export type StoredFields = Partial<Record<keyof Blob['fields'], Buffer>>;

/**
 * Encodes data in binary, little-endian as on all machines that Node.js runs on.
 * @throws {RangeError} If they are larger than what Redis accepts.
 */
export function packData(data: LabelledData): Blob {
  const { rows, columns, classes, values, codes } = data;
  if (values.byteLength > MAX_BYTES) {
    const most = MAX_BYTES / values.BYTES_PER_ELEMENT;
    throw new RangeError(
      `X must have at most ${most} numbers to be sent over Redis, got ${values.length}`,
    );
  }
  return pack({ rows, columns, classes }, values, codes);
}

/** Encodes training and test rows. */
export function packSplit({ train, test }: TaskRows): Blob {
  return pack({}, train, test);
}

/**
 * Decodes data into memory that threads share.
 * @param hash - The hash under which they are stored.
 * @throws {Error} If they do not match the hash or their shape.
 */
export function unpackData(fields: StoredFields, hash: string): LabelledData {
  const { header, first, second } = check(fields, hash);
  const { rows, columns, classes } = JSON.parse(header) as LabelledData;
  const values = new Float64Array(share(first));
  const codes = new Int32Array(share(second));
  if (values.length !== rows * columns || codes.length !== rows) {
    throw new Error(
      `the data in Redis must have ${rows} × ${columns} numbers and ${rows} labels, got ${values.length} and ${codes.length}`,
    );
  }
  return { values, rows, columns, codes, classes };
}

/**
 * Decodes training and test rows into memory that threads share.
 * @param hash - The hash under which they are stored.
 * @throws {Error} If they do not match the hash.
 */
export function unpackSplit(fields: StoredFields, hash: string): TaskRows {
  const { first, second } = check(fields, hash);
  return {
    train: new Int32Array(share(first)),
    test: new Int32Array(share(second)),
  };
}

function pack(
  header: object,
  first: Float64Array | Int32Array,
  second: Int32Array,
): Blob {
  const fields = {
    header: JSON.stringify(header),
    first: bytesOf(first),
    second: bytesOf(second),
  };
  return { hash: hashOf(fields), fields };
}

function check(fields: StoredFields, hash: string): Blob['fields'] {
  const { header, first, second } = fields;
  if (header && first && second) {
    const found = { header: header.toString(), first, second };
    if (hashOf(found) === hash) return found;
  }
  throw new Error(`the data in Redis must match their hash, ${describe(hash)}`);
}

// the length before each part keeps different blobs apart
function hashOf({ header, first, second }: Blob['fields']): string {
  const hash = createHash('sha256');
  for (const part of [Buffer.from(header), first, second]) {
    hash.update(`${part.length}:`).update(part);
  }
  return hash.digest('hex');
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}

function share(bytes: Buffer): SharedArrayBuffer {
  const buffer = new SharedArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  return buffer;
}
