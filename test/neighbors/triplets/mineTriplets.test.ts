import fc from 'fast-check';
import { expect, test } from 'vitest';

import { runSync } from '../../../src/async/work.ts';
import { nearestByClass } from '../../../src/neighbors/nearest/nearestByClass.ts';
import { distinctPairs } from '../../../src/neighbors/pairs/distinctPairs.ts';
import {
  mineQueryTriplets,
  mineTriplets,
} from '../../../src/neighbors/triplets/mineTriplets.ts';
import { randomClasses } from '../../oracles/randomData.ts';

const pairList = fc.integer({ min: 1, max: 12 }).chain((rows) =>
  fc.record({
    rows: fc.constant(rows),
    pairs: fc.array(fc.tuple(fc.nat(rows - 1), fc.nat(rows - 1))),
  }),
);

test('distinctPairs lists each unordered pair once, and its indices refer to the right pairs', () => {
  fc.assert(
    fc.property(pairList, ({ rows, pairs }) => {
      const left = Int32Array.from(pairs, (pair) => pair[0]);
      const right = Int32Array.from(pairs, (pair) => pair[1]);
      const { first, second, places } = runSync(
        distinctPairs(left, right, rows),
      );
      const keys = Array.from(first, (low, at) => `${low} ${second[at]}`);
      const listed = pairs.map(
        ([a, b]) => `${Math.min(a, b)} ${Math.max(a, b)}`,
      );
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.toSorted()).toStrictEqual([...new Set(listed)].toSorted());
      expect(Array.from(places, (place) => keys[place])).toStrictEqual(listed);
      expect(Array.from(first)).toStrictEqual(
        Array.from(first).toSorted((a, b) => a - b),
      );
    }),
  );
});

test('mineTriplets combines each target with each impostor of its anchor', () => {
  const data = randomClasses(90, 3, 3, 5);
  const lists = runSync(nearestByClass(data, 2, 4));
  const {
    length,
    anchors,
    targets,
    impostors,
    pairs,
    targetPairs,
    impostorPairs,
  } = runSync(mineTriplets(data, { targets: 2, impostors: 4 }));
  expect(length).toBe(90 * 2 * 4);
  for (let triplet = 0; triplet < length; triplet++) {
    const anchor = Math.floor(triplet / 8);
    const target = lists.targets.of(anchor)[Math.floor(triplet / 4) % 2];
    const impostor = lists.impostors.of(anchor)[triplet % 4];
    expect([
      anchors[triplet],
      targets[triplet],
      impostors[triplet],
    ]).toStrictEqual([anchor, target, impostor]);
    const near = targetPairs[triplet];
    const far = impostorPairs[triplet];
    expect([pairs.first[near], pairs.second[near]]).toStrictEqual([
      Math.min(anchor, target),
      Math.max(anchor, target),
    ]);
    expect([pairs.first[far], pairs.second[far]]).toStrictEqual([
      Math.min(anchor, impostor),
      Math.max(anchor, impostor),
    ]);
  }
});

test('where other classes have fewer rows, all of them are impostors', () => {
  const data = randomClasses(20, 2, 2, 1);
  data.codes.fill(0);
  data.codes.set([1, 1, 1, 1]);
  const { length } = runSync(mineTriplets(data, { targets: 3, impostors: 10 }));
  expect(length).toBe(4 * 3 * 10 + 16 * 3 * 4);
});

test('mineQueryTriplets uses queries as anchors, and other rows as targets and impostors', () => {
  const data = randomClasses(40, 2, 2, 9);
  const { length, anchors, targets, impostors } = runSync(
    mineQueryTriplets(data, 10, {
      targets: 100,
      impostors: 3,
    }),
  );
  // 15 of the 30 rows are of each class
  expect(length).toBe(10 * 15 * 3);
  for (let triplet = 0; triplet < length; triplet++) {
    expect(anchors[triplet]).toBeLessThan(10);
    expect(targets[triplet]).toBeGreaterThanOrEqual(10);
    expect(impostors[triplet]).toBeGreaterThanOrEqual(10);
  }
});

test('the error for a small class names the class and the option to lower', () => {
  const data = randomClasses(20, 2, 2, 1);
  data.codes.fill(0);
  data.codes.set([1, 1, 1]);
  expect(() =>
    runSync(mineTriplets(data, { targets: 3, impostors: 1 })),
  ).toThrow(
    new RangeError(
      "class 'class 1' must have at least 4 rows (triplets.targets + 1), got 3; lower triplets.targets or leave the class out",
    ),
  );
});
