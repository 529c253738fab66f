import fc from 'fast-check';
import { expect, test } from 'vitest';

import { runSync } from '../../../src/async/work.ts';
import type { LabelledData } from '../../../src/data/LabelledData.ts';
import type { NearestLists } from '../../../src/neighbors/nearest/NearestLists.ts';
import {
  nearestByClass,
  nearestOfQueries,
} from '../../../src/neighbors/nearest/nearestByClass.ts';

/** Small integers: many rows coincide and many distances tie. Up to three blocks of rows. */
const labelledData = fc
  .tuple(
    fc.integer({ min: 2, max: 150 }),
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 1, max: 4 }),
    fc.nat(1000),
  )
  .chain(([rows, columns, classes]) =>
    fc.record({
      values: fc
        .array(fc.integer({ min: 0, max: 4 }), {
          minLength: rows * columns,
          maxLength: rows * columns,
        })
        .map((values) => Float64Array.from(values)),
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      codes: fc
        .array(fc.nat(classes - 1), { minLength: rows, maxLength: rows })
        .map((codes) => Int32Array.from(codes)),
      classes: fc.constant(Array.from({ length: classes }, (_, code) => code)),
    }),
  );

function bruteForce(
  data: LabelledData,
  row: number,
  candidates: number[],
  sameClass: boolean,
  size: number,
): number[] {
  const { values, columns, codes } = data;
  const distance = (other: number) => {
    let sum = 0;
    for (let k = 0; k < columns; k++) {
      sum += (values[row * columns + k] - values[other * columns + k]) ** 2;
    }
    return sum;
  };
  return candidates
    .filter((other) => (codes[other] === codes[row]) === sameClass)
    .filter((other) => other !== row)
    .toSorted((a, b) => distance(a) - distance(b) || a - b)
    .slice(0, size);
}

function expectLists(
  lists: NearestLists,
  data: LabelledData,
  queries: number,
  candidates: number[],
  sameClass: boolean,
): void {
  for (let row = 0; row < queries; row++) {
    expect(Array.from(lists.of(row))).toStrictEqual(
      bruteForce(data, row, candidates, sameClass, lists.size),
    );
  }
}

test('nearestByClass agrees with brute force; ties go to the lower row', () => {
  fc.assert(
    fc.property(labelledData, (data) => {
      const all = Array.from({ length: data.rows }, (_, row) => row);
      const { targets, impostors } = runSync(nearestByClass(data, 3, 5));
      expectLists(targets, data, data.rows, all, true);
      expectLists(impostors, data, data.rows, all, false);
    }),
    { numRuns: 50 },
  );
});

test('nearestOfQueries searches the other rows only', () => {
  fc.assert(
    fc.property(
      labelledData,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (data, share) => {
        const queries = Math.floor(share * (data.rows - 1));
        const others = Array.from(
          { length: data.rows - queries },
          (_, at) => queries + at,
        );
        const { targets, impostors } = runSync(
          nearestOfQueries(data, queries, 3, 5),
        );
        expectLists(targets, data, queries, others, true);
        expectLists(impostors, data, queries, others, false);
      },
    ),
    { numRuns: 50 },
  );
});
