import { expect, test } from 'vitest';

import {
  float64Beside,
  int32Beside,
  kernelsOf,
  release,
  reserve,
} from '../../../src/kernels/arena/memory.ts';

const BYTES = 2 ** 16;

test('arrays beside each other are zeros in one memory, and do not overlap', () => {
  const room = reserve(BYTES);
  const arrays = [
    float64Beside(room, 3),
    int32Beside(room, 5),
    float64Beside(room, 7),
  ];
  for (const array of arrays) expect(array.every((x) => x === 0)).toBe(true);
  for (const [at, array] of arrays.entries()) array.fill(at + 1);
  for (const [at, array] of arrays.entries()) {
    expect(array.every((x) => x === at + 1)).toBe(true);
    expect(array.byteOffset % 16).toBe(0);
    expect(kernelsOf(room, array)).toBeDefined();
  }
});

test('what does not fit is put elsewhere, and what was there stays', () => {
  const room = reserve(BYTES);
  const first = float64Beside(room, 100).fill(1);
  const second = float64Beside(room, BYTES);
  expect(second).toHaveLength(BYTES);
  expect(kernelsOf(room, second)).toBeUndefined();
  expect(kernelsOf(room, int32Beside(room, BYTES))).toBeUndefined();
  expect(first.every((x) => x === 1)).toBe(true);
  expect(kernelsOf(room, float64Beside(room, 100))).toBeDefined();
});

test('kernels work on the arrays of one memory only', () => {
  const one = float64Beside(reserve(BYTES), 1);
  const other = float64Beside(reserve(BYTES), 1);
  expect(kernelsOf(one)).toBeDefined();
  expect(kernelsOf(one, other)).toBeUndefined();
  expect(kernelsOf(one, new Float64Array(1))).toBeUndefined();
  expect(kernelsOf(new Float64Array(1), one)).toBeUndefined();
});

test('little needs no memory of its own', () => {
  expect(kernelsOf(reserve(100))).toBeUndefined();
  expect(float64Beside(undefined, 2)).toStrictEqual(new Float64Array(2));
  expect(int32Beside(undefined, 2)).toStrictEqual(new Int32Array(2));
});

test('a room that was released is the next one, with zeros in it; one that is in use is not', () => {
  const room = reserve(BYTES);
  const before = float64Beside(room, 1000).fill(1);
  const inUse = reserve(BYTES);
  release(room);
  expect(kernelsOf(before)).toBeUndefined();
  const again = reserve(BYTES);
  expect(again.buffer).toBe(room.buffer);
  expect(reserve(BYTES).buffer).not.toBe(room.buffer);
  const after = float64Beside(again, 2000);
  expect(after.every((x) => x === 0)).toBe(true);
  expect(kernelsOf(after)).toBeDefined();
  expect(kernelsOf(after, inUse)).toBeUndefined();
  // whatever is written there now, and left for a third one
  after.fill(2);
  release(again);
  release(again);
  const third = reserve(BYTES);
  expect(third.buffer).toBe(room.buffer);
  expect(reserve(BYTES).buffer).not.toBe(room.buffer);
  const part = int32Beside(third, 3);
  expect(part.every((x) => x === 0)).toBe(true);
  expect(float64Beside(third, 2000).every((x) => x === 0)).toBe(true);
});

test('a released room that is too small, and one that is too large to be kept, are not the next one', () => {
  const small = reserve(BYTES);
  release(small);
  const large = reserve(2 ** 23);
  expect(large.buffer).not.toBe(small.buffer);
  release(large);
  expect(reserve(2 ** 23).buffer).not.toBe(large.buffer);
});
