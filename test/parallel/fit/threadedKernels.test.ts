/** Kernels over several threads give the bits of one thread. */
import type { Threads } from 'ml-metric-learning/parallel';
import { startThreads } from 'ml-metric-learning/parallel';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Kernels } from '../../../src/kernels/Kernels.ts';
import type { Numbers } from '../../../src/kernels/arena/Arena.ts';
import { createArena } from '../../../src/kernels/arena/Arena.ts';
import { packedLength } from '../../../src/kernels/distances/blockDistances.ts';
import { copiesIn } from '../../oracles/copiesIn.ts';
import { normals } from '../../oracles/randomData.ts';

const pools: Threads[] = [];

beforeAll(async () => {
  pools.push(
    await startThreads({ threads: 2 }),
    await startThreads({ threads: 5 }),
  );
});

afterAll(() => Promise.all(pools.map((pool) => pool.stop())));

/** Runs a kernel in one thread and in several, and compares their arrays afterwards. */
function expectSameBits<Arrays extends Numbers[]>(
  arrays: [...Arrays],
  run: (kernels: Kernels, ...arrays: Arrays) => void,
): void {
  const [alone, ...others] = [undefined, ...pools].map((threads) => {
    const lease = threads?.acquire();
    const arena = createArena(2 ** 23, lease);
    const inside = copiesIn(arena, arrays);
    expect(arena.fits).toBe(true);
    expect(arena.kernels.threads).toBe(threads?.threads ?? 1);
    run(arena.kernels, ...(inside as unknown as Arrays));
    lease?.release();
    return inside.map((array) => Array.from(array));
  });
  for (const arraysOfMany of others) expect(arraysOfMany).toStrictEqual(alone);
}

// small ones stay in the calling thread; larger ones are split at every remainder
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
    (kernels, a, b, product, sums) => {
      kernels.multiply(a, b, product, rows, right, left, 2, rows);
      kernels.addTransposeProduct(a, product, sums, rows, left, right, 1, rows);
    },
  );
});

test.each([
  [100, 3, 50],
  [300, 1, 200_001],
  [300, 2, 100_000],
  [500, 13, 20_000],
  [200, 300, 2000],
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
    (kernels, values, first, second, distances, gradient) => {
      kernels.measureDistances(values, columns, first, second, distances, 3);
      kernels.addDistanceGradients(
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
    (kernels, values, packed, distances) => {
      kernels.packRows(values, columns, height, width, packed);
      kernels.blockDistances(
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

test('a failed call is an error, and the threads are not used again', async () => {
  const threads = await startThreads({ threads: 2 });
  const lease = threads.acquire();
  const arena = createArena(2 ** 16, lease);
  // the last words of 4 GB, beyond the end of the memory
  const byteOffset = 2 ** 32 - 64;
  const nowhere = { byteOffset, length: 2 ** 20 } as Float64Array;
  expect(() =>
    arena.kernels.multiply(nowhere, nowhere, nowhere, 4096, 64, 64),
  ).toThrow(/memory access out of bounds|a thread has failed/);
  lease.release();
  await threads.stop();
});
