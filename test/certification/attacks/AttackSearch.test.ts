import { describe, expect, test } from 'vitest';

import type { PerturbationUnits } from '../../../src/certification/PerturbationSpace.ts';
import { AttackSearch } from '../../../src/certification/attacks/AttackSearch.ts';
import { OutvotingRegions } from '../../../src/certification/attacks/OutvotingRegions.ts';
import { RegionMove } from '../../../src/certification/attacks/RegionMove.ts';
import type { AdversarialMove } from '../../../src/certification/attacks/StartingPoints.ts';
import type { FittedClassifier } from '../../../src/estimators/classifier/FittedClassifier.ts';
import type { MarginNorm } from '../../../src/margin/dualNorm.ts';
import type { AttackedQuery } from '../../oracles/attackedQuery.ts';
import { attackedQuery } from '../../oracles/attackedQuery.ts';
import { fittedClassifier } from '../../oracles/fittedClassifier.ts';
import { plainNorm } from '../../oracles/norms.ts';
import {
  labelsOf,
  normals,
  randomClasses,
  rowsOf,
} from '../../oracles/randomData.ts';
import { nearerTo, shortestMove } from '../../oracles/shortestMove.ts';

function codeAt(
  { query, lengths }: AttackedQuery,
  move: Float64Array = new Float64Array(lengths.length),
): number {
  query.setDirection(move);
  return query.predictAt(1);
}

interface Search {
  code: number;
  asked: AttackedQuery;
  attack: AttackSearch;
  find: () => AdversarialMove | undefined;
}

function search(
  classifier: FittedClassifier,
  row: number[],
  norm: MarginNorm = 2,
  units: PerturbationUnits = 'raw',
): Search {
  const code = codeAt(attackedQuery(classifier, row, 0));
  const asked = attackedQuery(classifier, row, code, { norm, units });
  const { lengths, squares, start } = asked;
  const attack = new AttackSearch(classifier, lengths, norm, asked.normals);
  const find = () => attack.find(code, Float64Array.from(row), squares, start);
  return { code, asked, attack, find };
}

/** All subsets of a given size. */
function subsets<T>(list: T[], size: number): T[][] {
  if (size === 0) return [[]];
  return list.flatMap((first, at) =>
    subsets(list.slice(at + 1), size - 1).map((rest) => [first, ...rest]),
  );
}

/**
 * For two classes: the shortest move after which some b rows of the other class are nearer than all but k − b of the
 * same class, 2 b > k.
 */
function shortestByHand(
  rows: number[][],
  labels: string[],
  k: number,
  query: number[],
  label: string,
  norm: MarginNorm,
): number {
  const all = Array.from(rows.keys());
  const own = all.filter((row) => labels[row] === label);
  const others = all.filter((row) => labels[row] !== label);
  const few = Math.floor(k / 2) + 1;
  let shortest = Infinity;
  for (const impostors of subsets(others, few)) {
    for (const spared of subsets(own, k - few)) {
      const far = own.filter((row) => !spared.includes(row));
      const halfplanes = impostors.flatMap((row) =>
        far.map((other) => nearerTo(query, rows[row], rows[other])),
      );
      shortest = Math.min(shortest, shortestMove(halfplanes, norm));
    }
  }
  return shortest;
}

// the number of 40 moves that are the shortest within a factor: in norm 2, a single quadratic program is exact, and the
// first step beyond the boundary is at most a millionth of a slightly longer move
describe.each([
  [1, 2, 1 + 1e-6, 40],
  [3, 2, 1 + 1e-6, 39],
  [1, 1, 1.005, 40],
  [3, 1, 1.005, 30],
  [1, Infinity, 1.005, 39],
  [3, Infinity, 1.005, 35],
] as const)('in the plane, k = %i, norm %f', (k, norm, most, least) => {
  const data = randomClasses(14, 2, 2, 6);
  const rows = rowsOf(data.values, 2);
  const labels = labelsOf(data);
  const classifier = fittedClassifier(k, rows, labels);
  const queries = rowsOf(normals(40 * 2, 7), 2).map((row) =>
    row.map((value) => value + 0.5),
  );

  test('usually finds the shortest move, and nothing shorter than brute force', () => {
    let count = 0;
    for (const row of queries) {
      const { asked, code, find } = search(classifier, row, norm);
      const { size, inside } = find() as AdversarialMove;
      expect(codeAt(asked, inside)).not.toBe(code);
      expect(size).toBeCloseTo(plainNorm(Array.from(inside), norm), 12);
      const label = String(classifier.training.classes[code]);
      const shortest = shortestByHand(rows, labels, k, row, label, norm);
      // corners are rounded
      expect(size).toBeGreaterThanOrEqual(shortest * (1 - 1e-9));
      if (size <= shortest * most) count++;
    }
    expect(count).toBeGreaterThanOrEqual(least);
  });
});

test('finds nothing without another class that can win', () => {
  const line = [[0], [1], [2], [3]];
  for (const [k, labels] of [
    [1, ['a', 'a', 'a', 'a']],
    [3, ['a', 'a', 'a', 'b']],
  ] as const) {
    const classifier = fittedClassifier(k, line, [...labels]);
    expect(search(classifier, [5]).find()).toBeUndefined();
  }
});

test('on a line it crosses the boundary by a millionth of the remaining distance', () => {
  const classifier = fittedClassifier(1, [[0], [10]], ['a', 'b']);
  for (const norm of [1, 2, Infinity] as const) {
    const { move, inside, size } = search(
      classifier,
      [1],
      norm,
    ).find() as AdversarialMove;
    expect(move[0]).toBeCloseTo(4, 12);
    expect(inside[0]).toBeGreaterThan(4);
    expect(inside[0]).toBeLessThan(4 + 1e-6);
    expect(size).toBe(inside[0]);
  }
});

test('counts standardized columns in standard deviations', () => {
  const { values } = randomClasses(30, 2, 2, 8);
  const rows = rowsOf(values, 2).map(([x, y]) => [8 * x, y]);
  const labels = rows.map((_, row) => 'ab'[row % 2]);
  const classifier = fittedClassifier(3, rows, labels);
  const { asked, code, find } = search(classifier, [1, 0], 2, 'standardized');
  const { move, inside } = find() as AdversarialMove;
  expect(asked.lengths[0]).toBeGreaterThan(6);
  const there = [1, 0].map((value, c) => value + asked.lengths[c] * inside[c]);
  expect(codeAt(attackedQuery(classifier, there, 0))).not.toBe(code);
  const before = [1, 0].map(
    (value, c) => value + (1 - 1e-6) * asked.lengths[c] * move[c],
  );
  expect(codeAt(attackedQuery(classifier, before, 0))).toBe(code);
});

test('repeated searches do not influence each other', () => {
  const data = randomClasses(40, 3, 3, 9);
  const classifier = fittedClassifier(
    3,
    rowsOf(data.values, 3),
    labelsOf(data),
  );
  for (const norm of [2, Infinity] as const) {
    const { attack, asked, code, find } = search(classifier, [0, 0, 1], norm);
    const first = find();
    const other = search(classifier, [1, 1, 0], norm);
    const there = attack.find(
      other.code,
      Float64Array.of(1, 1, 0),
      other.asked.squares,
      other.asked.start,
    );
    expect(there).toStrictEqual(other.find());
    const again = attack.find(
      code,
      Float64Array.of(0, 0, 1),
      asked.squares,
      asked.start,
    );
    expect(again).toStrictEqual(first);
  }
});

test.each([3, 5])('k = %i: no neighbouring region has a shorter move', (k) => {
  const data = randomClasses(60, 4, 2, 3);
  const classifier = fittedClassifier(
    k,
    rowsOf(data.values, 4),
    labelsOf(data),
  );
  let tried = 0;
  for (const row of rowsOf(normals(25 * 4, 5), 4)) {
    const { asked, code, find } = search(classifier, row);
    const { inside, move, size } = find() as AdversarialMove;
    const outvoting = new OutvotingRegions(classifier, asked.query);
    const region = outvoting.at(code, inside);
    const regions = new RegionMove(asked.normals, 2);
    // moves that are shorter by less than a ten-thousandth count as equal
    const limit = size * (1 - 1e-4);
    const { own, halves } = asked.query;
    for (const choice of outvoting.besides(code, region, move)) {
      tried++;
      if (!regions.find(choice, own, halves, limit)) continue;
      // on the way into it from the move found, a millionth or a tenth of it
      for (const part of [1e-6, 1e-3, 0.1]) {
        const beyond = regions.move.map((e, c) => e + part * (inside[c] - e));
        const isShorter = plainNorm(Array.from(beyond), 2) <= limit;
        expect(isShorter && codeAt(asked, beyond) !== code).toBe(false);
      }
    }
  }
  expect(tried).toBeGreaterThan(200);
});

// of 20, as above
test.each([
  [1, 16],
  [2, 20],
  [Infinity, 20],
] as const)(
  'many rows, norm %f: usually the shortest move to the boundary with any impostor',
  (norm, least) => {
    const data = randomClasses(70, 2, 2, 4);
    const rows = rowsOf(data.values, 2);
    const labels = labelsOf(data);
    const classifier = fittedClassifier(1, rows, labels);
    let count = 0;
    for (const row of rowsOf(normals(20 * 2, 9), 2)) {
      const { code, find } = search(classifier, row, norm);
      const { size } = find() as AdversarialMove;
      const label = String(classifier.training.classes[code]);
      const shortest = shortestByHand(rows, labels, 1, row, label, norm);
      if (size <= shortest * (norm === 2 ? 1 + 1e-6 : 1.005)) count++;
    }
    expect(count).toBeGreaterThanOrEqual(least);
  },
);
