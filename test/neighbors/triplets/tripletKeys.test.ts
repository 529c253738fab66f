import fc from 'fast-check';
import { expect, test } from 'vitest';

import { runSync } from '../../../src/async/work.ts';
import {
  KeyList,
  hasKey,
  mergeKeys,
  sortByGroup,
  sortRuns,
} from '../../../src/neighbors/triplets/tripletKeys.ts';

const sets = fc
  .uniqueArray(fc.integer({ min: 0, max: 199 }), { maxLength: 60 })
  .map((keys) => Float64Array.from(keys));

const sorted = (keys: Iterable<number>) =>
  Array.from(keys).toSorted((a, b) => a - b);

test('a list keeps keys in order of insertion', () => {
  const list = new KeyList();
  const keys = Array.from({ length: 5000 }, (_, at) => (at * 7919) % 5003);
  for (const key of keys) list.push(key);
  expect(Array.from(list.values)).toStrictEqual(keys);
});

test('keys that ascend within groups are sorted by group', () => {
  fc.assert(
    fc.property(sets, fc.infiniteStream(fc.nat()), (keys, order) => {
      // groups of 20: shuffled among each other, ascending within
      const shuffled = sorted(keys)
        .map((key) => ({ key, place: order.next().value as number }))
        .toSorted((a, b) => a.place - b.place)
        .map(({ key }) => key);
      const members = Array.from({ length: 10 }, (_, group) =>
        sorted(keys).filter((key) => Math.floor(key / 20) === group),
      );
      const given = shuffled.map((key) => {
        const group = members[Math.floor(key / 20)];
        return group.shift() as number;
      });
      const result = runSync(sortByGroup(Float64Array.from(given), 10, 20));
      expect(Array.from(result)).toStrictEqual(sorted(keys));
    }),
  );
});

test('runs are sorted in place', () => {
  fc.assert(
    fc.property(fc.array(sets, { minLength: 1 }), (runs) => {
      const keys = Float64Array.from(runs.flatMap((run) => Array.from(run)));
      const starts = new Int32Array(runs.length);
      for (const [at, run] of runs.slice(0, -1).entries()) {
        starts[at + 1] = starts[at] + run.length;
      }
      sortRuns(keys, starts);
      expect(Array.from(keys)).toStrictEqual(
        runs.flatMap((run) => sorted(run)),
      );
    }),
  );
});

test('two sets are merged, and members are found', () => {
  fc.assert(
    fc.property(sets, sets, (a, b) => {
      const both = mergeKeys(a.toSorted(), b.toSorted());
      const expected = new Set([...a, ...b]);
      expect(Array.from(both)).toStrictEqual(sorted(expected));
      for (let key = 0; key < 200; key++) {
        expect(hasKey(both, key)).toBe(expected.has(key));
      }
    }),
  );
});
