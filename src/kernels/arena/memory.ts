import type { CompiledKernels } from './CompiledKernels.ts';
import type { KernelLoan } from './KernelSource.ts';
import type { Room } from './Room.ts';
import { instantiate } from './webAssembly.ts';

/** What kernels work on. */
export type Numbers = Float64Array | Int32Array;

/** Bytes of a page of WebAssembly memory. */
export const PAGE = 2 ** 16;
/** Bytes between the beginnings of two arrays are multiples of this, a register. */
export const ALIGNMENT = 16;
/** Less than this is multiplied sooner than an instance is made, which takes some .1 ms (benchmark: products). */
const WORTH_AN_INSTANCE = 2 ** 15;

/** What is larger is not kept for the next one. */
const LARGEST_IDLE = 2 ** 22;

/** A room that nobody works in, for the next one who needs room. */
let idle: Room | undefined;
/** The memory of instances that is in use. A room is given up by letting go of all its arrays. */
const rooms = new WeakMap<ArrayBufferLike, Room>();

/**
 * Makes room in the memory of WebAssembly for arrays that kernels work on, so that nothing is copied when they do. The
 * room never grows, since that would detach the arrays in it: what does not fit any more is put elsewhere. Pages that
 * are not written to take no memory.
 * @param bytes - How much room.
 * @param loan - Threads, for the room to be in their memory.
 * @returns The first array in it, of no length, for others to be put beside; outside, where there is little to do or no
 * WebAssembly: then kernels run in JavaScript, to the same bits.
 */
export function reserve(bytes: number, loan?: KernelLoan): Float64Array {
  const room = loan ? loan.clear(bytes) : createRoom(bytes);
  if (room === undefined) return new Float64Array(0);
  rooms.set(room.buffer, room);
  return new Float64Array(room.buffer, 0, 0);
}

/**
 * Gives a room up for others to work in. Nobody may read or write what is in it any more. A room that was not released goes
 * with its arrays; to make a new one takes as long as a small fit.
 * @param room - An array in it.
 */
export function release(room: Float64Array): void {
  const found = rooms.get(room.buffer);
  if (!found || found.kernels.threads) return;
  rooms.delete(room.buffer);
  if (room.buffer.byteLength <= LARGEST_IDLE) idle = found;
}

function createRoom(bytes: number): Room | undefined {
  if (bytes >= WORTH_AN_INSTANCE && idle && idle.buffer.byteLength >= bytes) {
    const room = idle;
    idle = undefined;
    room.untouched = Math.max(room.untouched, room.next);
    room.next = ALIGNMENT;
    return room;
  }
  const pages = Math.ceil(bytes / PAGE);
  const instance = bytes < WORTH_AN_INSTANCE ? undefined : instantiate(pages);
  if (instance === undefined) return undefined;
  const { kernels, memory } = instance;
  const { buffer } = memory;
  return { kernels, buffer, next: ALIGNMENT, untouched: 0 };
}

/**
 * Numbers in the memory where another array is.
 * @param neighbor - The other array; `undefined`: anywhere.
 * @param length - How many numbers.
 * @returns Zeros; elsewhere, if there is no room any more.
 */
export function float64Beside(
  neighbor: Numbers | undefined,
  length: number,
): Float64Array {
  const room = roomOf(neighbor);
  const place = take(room, 8 * length);
  if (room === undefined || place === undefined) {
    return new Float64Array(length);
  }
  const numbers = new Float64Array(room.buffer, place, length);
  return place < room.untouched ? numbers.fill(0) : numbers;
}

/**
 * Integers in the memory where another array is.
 * @param neighbor - The other array; `undefined`: anywhere.
 * @param length - How many integers.
 * @returns Zeros; elsewhere, if there is no room any more.
 */
export function int32Beside(
  neighbor: Numbers | undefined,
  length: number,
): Int32Array {
  const room = roomOf(neighbor);
  const place = take(room, 4 * length);
  if (room === undefined || place === undefined) return new Int32Array(length);
  const integers = new Int32Array(room.buffer, place, length);
  return place < room.untouched ? integers.fill(0) : integers;
}

/**
 * The compiled kernels that can reach some arrays.
 * @param array - What is to be worked on.
 * @param others - More of it.
 * @returns `undefined`: they are not all in the memory of one instance.
 */
export function kernelsOf(
  array: Numbers,
  ...others: Numbers[]
): CompiledKernels | undefined {
  const room = roomOf(array);
  if (room === undefined) return undefined;
  for (const other of others) {
    if (other.buffer !== array.buffer) return undefined;
  }
  return room.kernels;
}

/**
 * How many threads work where an array is.
 * @param array - The array.
 * @returns One, unless it is in the memory of threads.
 */
export function threadsOf(array: Numbers): number {
  return roomOf(array)?.kernels.threads ?? 1;
}

function roomOf(array: Numbers | undefined): Room | undefined {
  return array && rooms.get(array.buffer);
}

function take(room: Room | undefined, bytes: number): number | undefined {
  if (!room || room.next + bytes > room.buffer.byteLength) return undefined;
  const place = room.next;
  room.next += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
  return place;
}
