import { expect, test } from 'vitest';

import { runSync } from '../../../src/async/work.ts';
import { seededRandom } from '../../../src/data/random.ts';
import {
  arrangeRows,
  findRowOrder,
} from '../../../src/neighbors/nearest/arrangeRows.ts';
import { mineForFit } from '../../../src/neighbors/triplets/mineTriplets.ts';
import { randomClasses, rowsOf } from '../../oracles/randomData.ts';
import { listTriplets } from '../../oracles/tripletObjective.ts';

const data = randomClasses(200, 3, 4, 17);

test('only large tables are put in another order, in which adjacent rows are near', () => {
  expect(runSync(findRowOrder(data))).toBeUndefined();
  const large = randomClasses(50_001, 2, 3, 5);
  const order = runSync(findRowOrder(large)) as Int32Array;
  expect(order.toSorted()).toStrictEqual(Int32Array.from(order.keys()));
  const arranged = arrangeRows(large, order);
  const rows = rowsOf(large.values, 2);
  expect(rowsOf(arranged.values, 2)).toStrictEqual(
    Array.from(order, (row) => rows[row]),
  );
  expect(arranged.codes).toStrictEqual(order.map((row) => large.codes[row]));
  const lengthOf = (points: number[][]) =>
    points
      .slice(1)
      .map((point, at) => Math.hypot(...point.map((x, k) => x - points[at][k])))
      .toSorted((a, b) => a - b)[25_000];
  expect(lengthOf(rowsOf(arranged.values, 2))).toBeLessThan(
    0.1 * lengthOf(rows),
  );
});

test.each(['all', 60, 20] as const)(
  'triplets are the same with rows in another order, of %s candidates',
  (candidates) => {
    const options = { targets: 3, impostors: 5, candidates };
    const random = seededRandom(1);
    const order = Int32Array.from(
      Array.from(data.codes.keys(), (row) => ({ row, key: random() }))
        .toSorted((a, b) => a.key - b.key)
        .map(({ row }) => row),
    );
    const mine = (places?: Int32Array) =>
      listTriplets(runSync(mineForFit(data, options, seededRandom(3), places)));
    const triplets = mine(order);
    // ordered by the places of anchors, and of those of an anchor as before
    expect(triplets.map(([anchor]) => anchor)).toStrictEqual(
      triplets.map(([anchor]) => anchor).toSorted((a, b) => a - b),
    );
    expect(
      triplets
        .map((triplet) => triplet.map((place) => order[place]))
        .toSorted((a, b) => a[0] - b[0]),
    ).toStrictEqual(mine());
  },
);

test.each(['all', 60, 20] as const)(
  'what is compared is counted, with %s candidates',
  (candidates) => {
    const options = { targets: 3, impostors: 5, candidates };
    const many = randomClasses(1500, 3, 4, 17);
    const count = { done: 0, total: 0 };
    const random = seededRandom(3);
    runSync(mineForFit(many, options, random, undefined, { count }));
    // blocks on the diagonal are whole, and the first block of candidates begins before them
    expect(count.done).toBeGreaterThan(0.9 * count.total);
    expect(count.done).toBeLessThan(
      1.1 * count.total + 5 * 64 * many.rows * many.columns,
    );
  },
);
