/** Kernels over several threads: the same bits as in one. */
import type { Threads } from 'ml-metric-learning/parallel';
import { startThreads } from 'ml-metric-learning/parallel';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Numbers } from '../../../src/kernels/arena/memory.ts';
import { kernelsOf, reserve } from '../../../src/kernels/arena/memory.ts';
import {
  blockDistances,
  packRows,
  packedLength,
} from '../../../src/kernels/distances/blockDistances.ts';
import {
  addDistanceGradients,
  measureDistances,
} from '../../../src/kernels/norms/euclideanNorm.ts';
import { addTransposeProduct } from '../../../src/kernels/products/addTransposeProduct.ts';
import { multiply } from '../../../src/kernels/products/multiply.ts';
import { copiesBeside } from '../../oracles/copiesBeside.ts';
import { normals } from '../../oracles/randomData.ts';

const pools: Threads[] = [];

beforeAll(async () => {
  pools.push(
    await startThreads({ threads: 2 }),
    await startThreads({ threads: 5 }),
  );
});

afterAll(() => Promise.all(pools.map((pool) => pool.stop())));

/** Runs a kernel in one thread and in several, and compares what the arrays hold then. */
function expectSameBits<Arrays extends Numbers[]>(
  arrays: [...Arrays],
  run: (...arrays: Arrays) => void,
): void {
  const [alone, ...others] = [undefined, ...pools].map((threads) => {
    const loan = threads?.acquire();
    const room = reserve(2 ** 23, loan);
    const inside = copiesBeside(room, arrays);
    expect(kernelsOf(room, ...inside)?.threads).toBe(threads?.threads);
    run(...(inside as unknown as Arrays));
    loan?.release();
    return inside.map((array) => Array.from(array));
  });
  for (const arraysOfMany of others) expect(arraysOfMany).toStrictEqual(alone);
}

// small ones stay in the calling thread; the others are cut at every remainder
test.each([
  [10, 3, 4],
  [2999, 13, 7],
  [1501, 1, 200],
  [1501, 200, 1],
  [4001, 11, 18],
])('products, %i × %i by %i', (rows, left, right) => {
  expectSameBits(
    [
      normals(rows * left, 1),
      normals(left * right, 2),
      new Float64Array(rows * right),
      normals(left * right, 3),
    ],
    (a, b, product, sums) => {
      multiply(a, b, product, rows, right, left, 2, rows);
      addTransposeProduct(a, product, sums, rows, left, right, 1, rows);
    },
  );
});

test.each([
  [100, 3, 50],
  [300, 1, 200_001],
  [300, 2, 100_000],
  [500, 13, 20_000],
])('pairs, %i × %i, %i of them', (rows, columns, pairs) => {
  const ends = normals(2 * pairs, 4).map((x) =>
    Math.floor(Math.abs(1000 * x) % rows),
  );
  expectSameBits(
    [
      normals(rows * columns, 1),
      Int32Array.from(ends.subarray(0, pairs)),
      Int32Array.from(ends.subarray(pairs)),
      new Float64Array(pairs),
      normals(rows * columns, 3),
    ],
    (values, first, second, distances, gradient) => {
      measureDistances(values, columns, first, second, distances, 3);
      addDistanceGradients(
        values,
        columns,
        first,
        second,
        distances,
        gradient,
        3,
      );
    },
  );
});

test.each([
  [3, 5, 2],
  [1, 40, 4000],
  [1023, 63, 7],
])('distances of %i rows to %i, %i columns', (height, width, columns) => {
  const stride = width + 1;
  expectSameBits(
    [
      normals((height + width) * columns, 1),
      new Float64Array(packedLength(width, columns)),
      new Float64Array(height * stride),
    ],
    (values, packed, distances) => {
      packRows(values, columns, height, width, packed);
      blockDistances(
        values,
        columns,
        0,
        height,
        packed,
        0,
        width,
        distances,
        0,
        stride,
      );
    },
  );
});

test('a call that fails is an error, and they are not used any more', async () => {
  const threads = await startThreads({ threads: 2 });
  const loan = threads.acquire();
  const { kernels } = loan.clear(2 ** 16);
  // the last word of 4 GB, which the memory does not have
  const end = 2 ** 32 - 8;
  const nowhere = [0, 8, 0, 0, end, 0, 0, 1, 8];
  const nothing = [0, 8, 0, 0, 0, 0, 0, 0, 8];
  expect(() =>
    kernels.runEach?.('addDistanceGradients', [nothing, nowhere]),
  ).toThrow(new Error('a thread has failed'));
  loan.release();
  expect(() => threads.acquire()).toThrow(
    new Error('threads cannot be used: a thread has failed'),
  );
  await threads.stop();
});
