import fc from 'fast-check';
import { squaredEuclidean } from 'ml-distance-euclidean';
import { expect, test } from 'vitest';

import { runSync } from '../../../src/async/work.ts';
import { Arena } from '../../../src/kernels/arena/Arena.ts';
import { NearbyRows } from '../../../src/neighbors/nearest/NearbyRows.ts';
import { GROUP, groupRows } from '../../../src/neighbors/nearest/groupRows.ts';
import { normals, rowsOf } from '../../oracles/randomData.ts';

const columns = 3;

test('groups contain every row once, and rows that coincide do not cause an endless loop', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1500 }), fc.nat(3), (rows, kinds) => {
      const values = normals(rows * columns, rows).map((x) =>
        kinds === 0 ? x : Math.round(x * kinds),
      );
      const order = new Int32Array(rows);
      runSync(groupRows({ values, rows, columns }, order));
      expect(order.toSorted()).toStrictEqual(
        Int32Array.from({ length: rows }, (_, row) => row),
      );
    }),
    { numRuns: 30 },
  );
});

test.each([40, 700])('all rows within reach are found, %i rows', (rows) => {
  // five clouds at some distance from each other
  const values = normals(rows * columns, 7).map(
    (x, at) => x + 6 * (Math.floor(at / columns) % 5),
  );
  const far = 4;
  const points = rowsOf(values, columns);
  const nearby = new NearbyRows(rows, columns, new Arena());
  nearby.arrange({ values, rows, columns });
  let skipped = 0;
  for (let group = 0; group < nearby.groups; group++) {
    const [near] = nearby.measure(group, far);
    const { top, height, count } = near;
    const candidates = Array.from(
      near.candidates.subarray(0, count),
      (at) => nearby.order[at],
    );
    expect(new Set(candidates).size).toBe(count);
    skipped += rows - count;
    for (let i = 0; i < height; i++) {
      const row = nearby.order[top + i];
      const distances = points.map((other, j) =>
        j === row ? Infinity : squaredEuclidean(points[row], other),
      );
      const reach = Math.min(...distances) + far;
      for (const [at, other] of candidates.entries()) {
        const measured = near.distances[i * near.stride + at];
        expect(measured).toBeCloseTo(distances[other], 12);
      }
      const known = new Set(candidates);
      const missed = distances.filter((d, j) => d <= reach && !known.has(j));
      expect(missed).toStrictEqual([]);
    }
  }
  // a precondition: some groups are skipped
  expect(skipped > 0).toBe(rows > 4 * GROUP);
});
