import { describe, expect, test } from 'vitest';

import { OutvotingRegions } from '../../src/certification/OutvotingRegions.ts';
import type { Region } from '../../src/certification/RegionMove.ts';
import { attackedQuery } from '../oracles/attackedQuery.ts';
import { fittedClassifier } from '../oracles/fittedClassifier.ts';
import {
  labelsOf,
  normals,
  randomClasses,
  rowsOf,
} from '../oracles/randomData.ts';

const byNumber = (rows: number[]) => rows.toSorted((a, b) => a - b);

describe('on a line', () => {
  function regionAt(
    k: number,
    rows: [number, string][],
    x: number,
    besides?: number,
  ) {
    const classifier = fittedClassifier(
      k,
      rows.map(([value]) => [value]),
      rows.map(([, label]) => label),
    );
    const { query } = attackedQuery(classifier, [0], 0);
    const regions = new OutvotingRegions(classifier, query);
    const region = regions.at(0, Float64Array.of(x));
    const others =
      besides === undefined
        ? []
        : regions.besides(0, region, Float64Array.of(besides));
    return { region, others };
  }

  test('one neighbour: it is the impostor, and nobody is spared', () => {
    const rows = [
      [0, 'a'],
      [3, 'b'],
      [4, 'c'],
    ] as [number, string][];
    expect(regionAt(1, rows, 3.1).region).toStrictEqual({
      impostors: [1],
      spared: [],
      first: -1,
    });
    expect(regionAt(1, rows, 3.9).region.impostors).toStrictEqual([2]);
  });

  test('three: two impostors are enough, and one of the class is spared, whoever is nearest', () => {
    const rows = [
      [0, 'a'],
      [1, 'a'],
      [5, 'b'],
      [5.5, 'b'],
      [6, 'b'],
      [9, 'b'],
    ] as [number, string][];
    // all neighbours are b's: the two nearest, and the nearest a
    expect(regionAt(3, rows, 5.6).region).toStrictEqual({
      impostors: [3, 4],
      spared: [1],
      first: -1,
    });
    // an a among them
    expect(regionAt(3, rows, 3.1).region).toStrictEqual({
      impostors: [2, 3],
      spared: [1],
      first: -1,
    });
  });

  test('the third class takes places, but does not win', () => {
    const rows = [
      [0, 'a'],
      [4, 'b'],
      [4.5, 'c'],
      [5, 'b'],
      [5.5, 'b'],
      [6, 'b'],
    ] as [number, string][];
    // c, b and b leave two places, and would tie; with one b more there is one place left
    expect(regionAt(5, rows, 4.45).region).toStrictEqual({
      impostors: [2, 1, 3, 4],
      spared: [0],
      first: -1,
    });
  });

  test('votes tie: the nearest of the winners has to be nearer than the class', () => {
    const rows = [
      [0, 'a'],
      [5, 'b'],
    ] as [number, string][];
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
    ] as [number, string][];
    // c is nearest, b's and a's tie
    expect(regionAt(5, three, 4.2).region).toStrictEqual({
      impostors: [2, 3, 4],
      spared: [1, 0],
      first: 3,
    });
  });

  test('the same with another row: the next ones for each of its own', () => {
    const rows = [
      [0, 'a'],
      [1, 'a'],
      [-1, 'a'],
      [5, 'b'],
      [5.5, 'b'],
      [6, 'b'],
      [6.5, 'b'],
      [9, 'c'],
    ] as [number, string][];
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
  const data = randomClasses(60, 3, kinds, 7);
  const classifier = fittedClassifier(
    k,
    rowsOf(data.values, 3),
    labelsOf(data),
  );
  const { codes } = classifier.training;
  const moves = rowsOf(normals(200 * 3, 8), 3);

  /** Rows by how near they are once the query has moved. */
  function orderAt(query: ReturnType<typeof attackedQuery>, move: number[]) {
    const { images } = query.normals;
    const far = Float64Array.from(codes, (_, row) =>
      move.reduce(
        (sum, e, c) => sum - images[3 * row + c] * e,
        query.query.halves[row],
      ),
    );
    return Array.from(codes.keys()).toSorted((a, b) => far[a] - far[b]);
  }

  // whether it is nearer than all of the class but those that are spared; where votes tie, the first one than these as well
  function isInside(
    { impostors, spared, first }: Region,
    order: number[],
    code: number,
  ): boolean {
    const place = (row: number) => order.indexOf(row);
    const own = order.filter((row) => codes[row] === code);
    const [near] = own.filter((row) => !spared.includes(row));
    const farthest = Math.max(...impostors.map(place));
    return (
      farthest < place(near) &&
      (first < 0 || spared.every((row) => place(first) < place(row)))
    );
  }

  test('the move is inside, of as few rows as do; whoever is inside is predicted otherwise', () => {
    let inside = 0;
    let changed = 0;
    for (const row of rowsOf(data.values, 3).slice(0, 4)) {
      const asked = attackedQuery(classifier, row, 0);
      const { query } = asked;
      query.head(new Float64Array(3));
      const code = query.codeAt(1);
      const regions = new OutvotingRegions(classifier, query);
      for (const [at, move] of moves.slice(0, 40).entries()) {
        query.head(Float64Array.from(move));
        const winner = query.codeAt(1);
        if (winner === code) continue;
        changed++;
        const region = regions.at(code, Float64Array.from(move));
        const order = orderAt(asked, move);
        expect(isInside(region, order, code)).toBe(true);
        const { impostors, spared, first } = region;
        const votes = (rows: number[]) =>
          rows.filter((other) => codes[other] === winner).length;
        expect(impostors.every((other) => codes[other] !== code)).toBe(true);
        expect(spared.every((other) => codes[other] === code)).toBe(true);
        const others = order.filter((other) => codes[other] !== code);
        expect(impostors).toStrictEqual(others.slice(0, impostors.length));
        expect(impostors.length + spared.length).toBe(k);
        if (first < 0) {
          expect(spared.length).toBeLessThan(votes(impostors));
          const fewer = impostors.slice(0, -1);
          expect(k - fewer.length).toBeGreaterThanOrEqual(votes(fewer));
        } else {
          expect(spared).toHaveLength(votes(impostors));
          expect(codes[first]).toBe(winner);
        }
        const choices = [
          region,
          ...regions.besides(code, region, Float64Array.from(move)),
        ];
        const names = choices.map((choice) =>
          [byNumber(choice.impostors), byNumber(choice.spared)].join('|'),
        );
        expect(new Set(names).size).toBe(names.length);
        for (const choice of choices) {
          expect(choice.impostors).toHaveLength(impostors.length);
          expect(new Set(choice.impostors).size).toBe(impostors.length);
          expect(choice.spared).toHaveLength(spared.length);
          expect(new Set(choice.spared).size).toBe(spared.length);
        }
        // of three classes, rows of the third may take places of impostors
        if (kinds > 2) continue;
        // other moves, and this one with a little more
        const near = moves
          .slice(0, 40)
          .map((other) => move.map((e, c) => e + 0.4 * other[c]));
        for (const other of at % 5 ? near : moves) {
          const there = orderAt(asked, other);
          const holds = choices.some((choice) => isInside(choice, there, code));
          if (!holds) continue;
          inside++;
          query.head(Float64Array.from(other));
          expect(query.codeAt(1)).not.toBe(code);
        }
      }
    }
    expect(changed).toBeGreaterThan(20);
    if (kinds === 2) expect(inside).toBeGreaterThan(300);
  });
});
