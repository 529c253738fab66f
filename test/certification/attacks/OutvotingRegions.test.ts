import { describe, expect, test } from 'vitest';

import { OutvotingRegions } from '../../../src/certification/attacks/OutvotingRegions.ts';
import type { Region } from '../../../src/certification/attacks/RegionMove.ts';
import type { FittedClassifier } from '../../../src/estimators/classifier/FittedClassifier.ts';
import type { AttackedQuery } from '../../oracles/attackedQuery.ts';
import { attackedQuery } from '../../oracles/attackedQuery.ts';
import { fittedClassifier } from '../../oracles/fittedClassifier.ts';
import {
  labelsOf,
  normals,
  randomClasses,
  rowsOf,
} from '../../oracles/randomData.ts';

const byNumber = (rows: number[]) => rows.toSorted((a, b) => a - b);

describe('on a line', () => {
  function regionAt(
    k: number,
    rows: Array<[number, string]>,
    x: number,
    besides?: number,
    code = 0,
  ) {
    const classifier = fittedClassifier(
      k,
      rows.map(([value]) => [value]),
      rows.map(([, label]) => label),
    );
    const { query } = attackedQuery(classifier, [0], code);
    const regions = new OutvotingRegions(classifier, query);
    const region = regions.at(code, Float64Array.of(x));
    const others =
      besides === undefined
        ? []
        : regions.besides(code, region, Float64Array.of(besides));
    return { region, others };
  }

  test('one neighbour: the impostor has to be nearer than every same-class row', () => {
    const rows = [
      [0, 'a'],
      [3, 'b'],
      [4, 'c'],
    ] as Array<[number, string]>;
    expect(regionAt(1, rows, 3.1).region).toStrictEqual({
      impostors: [1],
      spared: [],
      first: -1,
    });
    expect(regionAt(1, rows, 3.9).region.impostors).toStrictEqual([2]);
  });

  test('three neighbours: two impostors suffice, and the nearest same-class row is spared', () => {
    const rows = [
      [0, 'a'],
      [1, 'a'],
      [5, 'b'],
      [5.5, 'b'],
      [6, 'b'],
      [9, 'b'],
    ] as Array<[number, string]>;
    // all neighbours are of class b: the two nearest, and the nearest a
    expect(regionAt(3, rows, 5.6).region).toStrictEqual({
      impostors: [3, 4],
      spared: [1],
      first: -1,
    });
    // one neighbour is of class a
    expect(regionAt(3, rows, 3.1).region).toStrictEqual({
      impostors: [2, 3],
      spared: [1],
      first: -1,
    });
  });

  test('a third class takes places without winning', () => {
    const rows = [
      [0, 'a'],
      [4, 'b'],
      [4.5, 'c'],
      [5, 'b'],
      [5.5, 'b'],
      [6, 'b'],
    ] as Array<[number, string]>;
    // c, b and b leave two places, and would tie; with another b, one place is left
    expect(regionAt(5, rows, 4.45).region).toStrictEqual({
      impostors: [2, 1, 3, 4],
      spared: [0],
      first: -1,
    });
  });

  test('tied votes: the nearest impostor has to be nearer than the class', () => {
    const rows = [
      [0, 'a'],
      [5, 'b'],
    ] as Array<[number, string]>;
    expect(regionAt(2, rows, 4, 4)).toStrictEqual({
      region: { impostors: [1], spared: [0], first: 1 },
      others: [],
    });
    const three = [
      [0, 'a'],
      [1, 'a'],
      [4, 'c'],
      [5, 'b'],
      [6, 'b'],
    ] as Array<[number, string]>;
    // c is nearest, and a and b tie
    expect(regionAt(5, three, 4.2).region).toStrictEqual({
      impostors: [2, 3, 4],
      spared: [1, 0],
      first: 3,
    });
  });

  test('tied votes: no other row can take the place', () => {
    const rows = [
      [5, 'a'],
      [0, 'b'],
      [-1, 'b'],
      [9, 'a'],
    ] as Array<[number, string]>;
    // the first row is the impostor, and its class is the first
    expect(regionAt(2, rows, 4, 4, 1)).toStrictEqual({
      region: { impostors: [0], spared: [1], first: 0 },
      others: [],
    });
  });

  test('neighbouring regions exchange one spared row or one impostor', () => {
    const rows = [
      [0, 'a'],
      [1, 'a'],
      [-1, 'a'],
      [5, 'b'],
      [5.5, 'b'],
      [6, 'b'],
      [6.5, 'b'],
      [9, 'c'],
    ] as Array<[number, string]>;
    const { region, others } = regionAt(3, rows, 3.4, 3.4);
    expect(region).toStrictEqual({ impostors: [3, 4], spared: [1], first: -1 });
    expect(others).toStrictEqual([
      { impostors: [3, 4], spared: [0], first: -1 },
      { impostors: [3, 4], spared: [2], first: -1 },
      { impostors: [4, 5], spared: [1], first: -1 },
      { impostors: [3, 5], spared: [1], first: -1 },
      { impostors: [4, 6], spared: [1], first: -1 },
      { impostors: [3, 6], spared: [1], first: -1 },
    ]);
  });
});

const COLUMNS = 3;
const moves = rowsOf(normals(120 * COLUMNS, 8), COLUMNS);

/** A query, and moves that change its prediction, with the regions around them. */
interface Outvoted {
  classifier: FittedClassifier;
  asked: AttackedQuery;
  code: number;
  found: Array<{ move: number[]; region: Region; choices: Region[] }>;
}

function outvote(k: number, kinds: number): Outvoted[] {
  const data = randomClasses(60, COLUMNS, kinds, 7);
  const rows = rowsOf(data.values, COLUMNS);
  const classifier = fittedClassifier(k, rows, labelsOf(data));
  return rows.slice(0, 4).map((row) => {
    const code = codeAt(attackedQuery(classifier, row, 0), [0, 0, 0]);
    const asked = attackedQuery(classifier, row, code);
    const regions = new OutvotingRegions(classifier, asked.query);
    const found = moves
      .slice(0, 40)
      .filter((move) => codeAt(asked, move) !== code)
      .map((move) => {
        const e = Float64Array.from(move);
        const region = regions.at(code, e);
        const besides = regions.besides(code, region, e);
        return { move, region, choices: [region, ...besides] };
      });
    return { classifier, asked, code, found };
  });
}

function codeAt({ query }: AttackedQuery, move: number[]): number {
  query.setDirection(Float64Array.from(move));
  return query.predictAt(1);
}

/** All rows, ordered by distance from the moved query. */
function orderAt({ normals: planes, query }: AttackedQuery, move: number[]) {
  const { halves } = query;
  const far = halves.map((half, row) =>
    move.reduce(
      (sum, e, c) => sum - planes.images[COLUMNS * row + c] * e,
      half,
    ),
  );
  return Array.from(far.keys()).toSorted((a, b) => far[a] - far[b]);
}

// whether impostors are nearer than all same-class rows except spared ones; for tied votes, the first one is nearer
// than these as well
function isInside(
  { impostors, spared, first }: Region,
  order: number[],
  own: number[],
): boolean {
  const places = new Map(order.map((row, place) => [row, place]));
  const place = (row: number) => places.get(row) as number;
  const others = own.filter((row) => !spared.includes(row)).map(place);
  const farthest = Math.max(...impostors.map(place));
  return (
    farthest < Math.min(...others) &&
    (first < 0 || spared.every((row) => place(first) < place(row)))
  );
}

function expectFewest(
  { classifier, asked, code }: Outvoted,
  move: number[],
  { impostors, spared, first }: Region,
): void {
  const { k, training } = classifier;
  const { codes } = training;
  const order = orderAt(asked, move);
  const own = order.filter((row) => codes[row] === code);
  expect(isInside({ impostors, spared, first }, order, own)).toBe(true);
  const others = order.filter((row) => codes[row] !== code);
  expect(impostors).toStrictEqual(others.slice(0, impostors.length));
  expect(byNumber(spared)).toStrictEqual(
    byNumber(own.slice(0, k - impostors.length)),
  );
  const winner = codeAt(asked, move);
  const votes = (rows: number[]) =>
    rows.filter((row) => codes[row] === winner).length;
  if (first >= 0) {
    expect(spared).toHaveLength(votes(impostors));
    expect(codes[first]).toBe(winner);
    return;
  }
  expect(spared.length).toBeLessThan(votes(impostors));
  const fewer = impostors.slice(0, -1);
  expect(k - fewer.length).toBeGreaterThanOrEqual(votes(fewer));
}

describe.each([
  [1, 2],
  [2, 2],
  [3, 2],
  [4, 2],
  [5, 2],
  [1, 3],
  [3, 3],
  [4, 3],
  [7, 3],
])('in space, k = %i, %i classes', (k, kinds) => {
  test('the move ends inside the region, with as few constraints as possible', () => {
    let count = 0;
    for (const problem of outvote(k, kinds)) {
      count += problem.found.length;
      for (const { move, region } of problem.found) {
        expectFewest(problem, move, region);
      }
    }
    expect(count).toBeGreaterThan(20);
  });

  test('neighbouring regions differ and have as many rows', () => {
    const all = outvote(k, kinds).flatMap(({ found }) => found);
    for (const { choices, region } of all) {
      const names = choices.map(({ impostors, spared }) =>
        [byNumber(impostors), byNumber(spared)].join('|'),
      );
      expect(new Set(names).size).toBe(names.length);
      for (const { impostors, spared } of choices) {
        expect(impostors).toHaveLength(region.impostors.length);
        expect(new Set(impostors).size).toBe(impostors.length);
        expect(spared).toHaveLength(region.spared.length);
        expect(new Set(spared).size).toBe(spared.length);
      }
    }
  });
});

// with three classes, rows of the third may take places of impostors
test.each([1, 2, 3, 4, 5])(
  'k = %i, two classes: every point inside the region has another prediction',
  (k) => {
    const problems = outvote(k, 2);
    const { codes } = problems[0].classifier.training;
    let inside = 0;
    for (const { asked, code, found } of problems) {
      const own = Array.from(codes.keys()).filter((row) => codes[row] === code);
      for (const { move, choices } of found) {
        const around = moves
          .slice(0, 40)
          .map((other) => move.map((e, c) => e + 0.4 * other[c]));
        const within = [...around, ...moves.slice(40)].filter((other) => {
          const order = orderAt(asked, other);
          return choices.some((choice) => isInside(choice, order, own));
        });
        inside += within.length;
        for (const other of within) {
          expect(codeAt(asked, other)).not.toBe(code);
        }
      }
    }
    expect(inside).toBeGreaterThan(200);
  },
);
