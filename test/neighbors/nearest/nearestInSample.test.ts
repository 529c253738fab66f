import { expect, test } from 'vitest';

import { runSync } from '../../../src/async/work.ts';
import { seededRandom } from '../../../src/data/random.ts';
import { drawSample } from '../../../src/neighbors/nearest/nearestInSample.ts';
import {
  mineForFit,
  mineTriplets,
} from '../../../src/neighbors/triplets/mineTriplets.ts';
import { randomClasses, rowsOf } from '../../oracles/randomData.ts';
import { listTriplets } from '../../oracles/tripletObjective.ts';

const data = randomClasses(200, 3, 4, 17);
const options = { targets: 3, impostors: 5 };

test('a sample has a share of every class, and the same seed gives the same rows', () => {
  const sample = drawSample(data, 40, seededRandom(3));
  expect(new Set(sample).size).toBe(40);
  expect(sample).toStrictEqual(sample.toSorted());
  for (const code of data.classes.keys()) {
    expect(sample.filter((row) => data.codes[row] === code)).toHaveLength(10);
  }
  expect(drawSample(data, 40, seededRandom(3))).toStrictEqual(sample);
  expect(drawSample(data, 40, seededRandom(4))).not.toStrictEqual(sample);
  // at least one row of each class
  expect(drawSample(data, 2, seededRandom(3))).toHaveLength(4);
});

test('of small classes, targets are the nearest of all rows, impostors the nearest of the sample', () => {
  const sample = new Set(drawSample(data, 60, seededRandom(3)));
  const mined = runSync(
    mineForFit(data, { ...options, candidates: 60 }, seededRandom(3)),
  );
  const rows = rowsOf(data.values, 3);
  const nearest = (row: number, among: (other: number) => boolean) => {
    const distance = (other: number) =>
      rows[row].reduce((sum, x, k) => sum + (x - rows[other][k]) ** 2, 0);
    return Array.from(rows.keys())
      .filter((other) => other !== row && among(other))
      .toSorted((a, b) => distance(a) - distance(b));
  };
  const expected = rows.flatMap((_, row) => {
    const isMate = (other: number) => data.codes[other] === data.codes[row];
    const targets = nearest(row, isMate).slice(0, 3);
    const impostors = nearest(
      row,
      (other) => !isMate(other) && sample.has(other),
    ).slice(0, 5);
    return targets.flatMap((target) =>
      impostors.map((impostor) => [row, target, impostor]),
    );
  });
  expect(listTriplets(mined)).toStrictEqual(expected);
});

test('of large classes, targets are the nearest of those that are drawn, never the row itself', () => {
  const mine = (seed: number) =>
    listTriplets(
      runSync(
        mineForFit(data, { ...options, candidates: 20 }, seededRandom(seed)),
      ),
    );
  const triplets = mine(3);
  expect(mine(3)).toStrictEqual(triplets);
  expect(mine(4)).not.toStrictEqual(triplets);
  const rows = rowsOf(data.values, 3);
  const distance = (a: number, b: number) =>
    Math.hypot(...rows[a].map((x, k) => x - rows[b][k]));
  for (const code of data.classes.keys()) {
    const own = triplets.filter(([anchor]) => data.codes[anchor] === code);
    const drawn = new Set(own.map(([, target]) => target));
    expect(drawn.size).toBeLessThanOrEqual(20);
    for (const anchor of new Set(own.map(([first]) => first))) {
      const mates = own.filter(([first]) => first === anchor);
      const targets = [...new Set(mates.map(([, target]) => target))];
      const expected = [...drawn]
        .filter((row) => row !== anchor)
        .toSorted((a, b) => distance(anchor, a) - distance(anchor, b));
      expect(targets).toStrictEqual(expected.slice(0, 3));
    }
  }
});

test('a sample as large as the data has all rows', () => {
  const all = listTriplets(runSync(mineTriplets(data, options)));
  for (const candidates of ['all', 'auto', 200, 1000] as const) {
    const mined = mineForFit(data, { ...options, candidates }, () => {
      throw new Error('nothing is to be drawn');
    });
    expect(listTriplets(runSync(mined))).toStrictEqual(all);
  }
});
