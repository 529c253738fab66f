import { describe, expect, test } from 'vitest';

import { javascript } from '../../../src/kernels/Kernels.ts';
import {
  Arena,
  createArena,
  inArena,
} from '../../../src/kernels/arena/Arena.ts';

const BYTES = 2 ** 16;

test('arrays are zeros in one memory and do not overlap', () => {
  const arena = createArena(BYTES);
  const arrays = [arena.float64(3), arena.int32(5), arena.float64(7)];
  for (const array of arrays) expect(array.every((x) => x === 0)).toBe(true);
  for (const [at, array] of arrays.entries()) array.fill(at + 1);
  for (const [at, array] of arrays.entries()) {
    expect(array.every((x) => x === at + 1)).toBe(true);
    expect(array.byteOffset % 64).toBe(0);
    expect(array.buffer).toBe(arrays[0].buffer);
  }
  expect(arena.fits).toBe(true);
  expect(arena.kernels).not.toBe(javascript);
});

test('an array that does not fit is reported, and earlier arrays keep their values', () => {
  const arena = createArena(BYTES);
  const first = arena.float64(100).fill(1);
  const second = arena.float64(BYTES);
  expect(second).toHaveLength(BYTES);
  expect(second.buffer).not.toBe(first.buffer);
  expect(first.every((x) => x === 1)).toBe(true);
  expect(arena.fits).toBe(false);
  expect(arena.bytes).toBe(832 + 8 * BYTES);
});

test('an array is copied once', () => {
  const arena = createArena(BYTES);
  const array = Int32Array.of(1, 2, 3);
  const copy = arena.copyOf(array);
  expect(copy).toStrictEqual(array);
  expect(copy).not.toBe(array);
  expect(arena.copyOf(array)).toBe(copy);
  expect(arena.copyOf(Int32Array.of(1, 2, 3))).not.toBe(copy);
});

test('without a memory, each array has its own, copies are the arrays themselves, and kernels are JavaScript', () => {
  for (const arena of [new Arena(), createArena(100)]) {
    expect(arena.kernels).toBe(javascript);
    expect(arena.float64(2)).toStrictEqual(new Float64Array(2));
    expect(arena.int32(2)).toStrictEqual(new Int32Array(2));
    const array = new Float64Array(2);
    expect(arena.copyOf(array)).toBe(array);
    expect(arena.fits).toBe(true);
  }
});

describe('inArena', () => {
  test('creates a value once if it fits', () => {
    const arenas: Arena[] = [];
    const made = inArena((arena) => {
      arenas.push(arena);
      return arena.float64(1000);
    });
    expect(arenas).toHaveLength(1);
    expect(made.buffer).toBe(arenas[0].float64(1).buffer);
  });

  test('creates it again in a larger arena if it does not fit, even after a small request', () => {
    const fits: boolean[] = [];
    const [small, large] = inArena((arena) => {
      const arrays = [arena.float64(5), arena.int32(2 ** 22)];
      expect(arena.kernels).not.toBe(javascript);
      fits.push(arena.fits);
      return arrays;
    }, BYTES);
    expect(fits).toStrictEqual([false, true]);
    expect(large.buffer).toBe(small.buffer);
  });
});

test('nothing can be allocated from an arena that was released', () => {
  const arena = createArena(BYTES);
  arena.release();
  expect(() => arena.float64(1)).toThrow(new Error('the arena was released'));
  expect(() => arena.int32(1)).toThrow(new Error('the arena was released'));
});

test('a released memory is reused with zeros, one in use is not', () => {
  const arena = createArena(BYTES);
  const before = arena.float64(1000).fill(1);
  arena.release();
  const again = createArena(BYTES);
  const after = again.float64(2000);
  expect(after.buffer).toBe(before.buffer);
  expect(createArena(BYTES).float64(1).buffer).not.toBe(before.buffer);
  expect(after.every((x) => x === 0)).toBe(true);
  // the third arena must not see what is written here
  after.fill(2);
  again.release();
  again.release();
  const third = createArena(BYTES);
  const part = third.int32(3);
  expect(part.buffer).toBe(before.buffer);
  expect(createArena(BYTES).float64(1).buffer).not.toBe(before.buffer);
  expect(part.every((x) => x === 0)).toBe(true);
  expect(third.float64(2000).every((x) => x === 0)).toBe(true);
});

test('a released memory is not reused if it is too small or had too much in use', () => {
  const small = createArena(BYTES);
  const { buffer } = small.float64(1);
  small.release();
  const large = createArena(2 ** 23);
  const much = large.float64(2 ** 20 - 100);
  expect(much.buffer).not.toBe(buffer);
  large.release();
  expect(createArena(2 ** 23).float64(1).buffer).not.toBe(much.buffer);
});
