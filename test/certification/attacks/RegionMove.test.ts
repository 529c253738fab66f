import { describe, expect, test } from 'vitest';

import type { Region } from '../../../src/certification/attacks/RegionMove.ts';
import { RegionMove } from '../../../src/certification/attacks/RegionMove.ts';
import { attackedQuery } from '../../oracles/attackedQuery.ts';
import { fittedClassifier } from '../../oracles/fittedClassifier.ts';
import { plainNorm } from '../../oracles/norms.ts';
import {
  labelsOf,
  normals,
  randomClasses,
  rowsOf,
} from '../../oracles/randomData.ts';
import type { Halfplane } from '../../oracles/shortestMove.ts';
import { nearerTo, shortestMove } from '../../oracles/shortestMove.ts';

const data = randomClasses(16, 2, 2, 3);
const rows = rowsOf(data.values, 2);
const classifier = fittedClassifier(1, rows, labelsOf(data));
const { codes } = classifier.training;
const owns = Array.from(codes.keys()).filter((row) => codes[row] === 0);
const others = Array.from(codes.keys()).filter((row) => codes[row] === 1);
const queries = rowsOf(normals(10, 4), 2);

const one = others.map((row) => ({ impostors: [row], spared: [], first: -1 }));
const two = others.flatMap((row, at) =>
  others.slice(at + 1).map((other, next) => ({
    impostors: [row, other],
    spared: [owns[(at + next) % owns.length]],
    first: -1,
  })),
);
const ties = two.map(({ impostors, spared }) => ({
  impostors,
  spared: [...spared, owns[(owns.indexOf(spared[0]) + 3) % owns.length]],
  first: impostors[1],
}));
const all = others.map((row) => ({
  impostors: [row],
  spared: owns,
  first: row,
}));

/** The constraints of the region, for all pairs. */
function halfplanesOf(
  query: number[],
  { impostors, spared, first }: Region,
): Halfplane[] {
  const far = owns.filter((row) => !spared.includes(row));
  const pairs = impostors.flatMap((row) => far.map((own) => [row, own]));
  if (first >= 0) pairs.push(...spared.map((own) => [first, own]));
  return pairs.map(([row, own]) => nearerTo(query, rows[row], rows[own]));
}

function expectInside(halfplanes: Halfplane[], move: Float64Array): void {
  const [x, y] = move;
  for (const { normal, bound } of halfplanes) {
    const reached = normal[0] * x + normal[1] * y;
    const slack = 1e-8 * Math.hypot(...normal) * Math.hypot(x, y);
    // a constraint at a row itself holds up to the rounding of squares
    expect(reached).toBeGreaterThanOrEqual(bound - slack - 1e-12);
  }
}

describe.each([
  ['one impostor', one],
  ['two impostors, one same-class row spared', two],
  ['two impostors, tied with two spared rows', ties],
  ['one impostor nearer than the whole class', all],
] as Array<[string, Region[]]>)('%s', (_, regions) => {
  // a few reweightings of the columns come close to the shortest move
  test.each([
    [2, 1 + 1e-8, 1 + 1e-8],
    [1, 1.004, 1.05],
    [Infinity, 1.004, 1.05],
  ] as const)('norm %f: the shortest move of all', (norm, mean, most) => {
    const sum = { found: 0, shortest: 0 };
    for (const row of queries) {
      const { query, normals: planes } = attackedQuery(classifier, row, 0);
      const finder = new RegionMove(planes, norm);
      const find = (region: Region, limit: number) =>
        finder.find(region, query.own, query.halves, limit);
      for (const region of regions) {
        const halfplanes = halfplanesOf(row, region);
        const shortest = shortestMove(halfplanes, norm);
        const isThere = find(region, Infinity);
        expect(isThere).toBe(shortest < Infinity);
        if (!isThere) continue;
        const { size } = finder;
        const move = finder.move.slice();
        expectInside(halfplanes, move);
        expect(size).toBeCloseTo(plainNorm(Array.from(move), norm), 12);
        expect(size).toBeGreaterThanOrEqual(shortest * (1 - 1e-8));
        expect(size).toBeLessThanOrEqual(shortest * most + 1e-12);
        sum.found += size;
        sum.shortest += shortest;
        // no move is shorter than a zero move; columns are reweighted as before if the first move is below the limit
        const above = norm === 2 ? 1 + 1e-6 : Math.SQRT2 * 1.01;
        expect(find(region, size * above)).toBe(size > 0);
        if (size === 0) continue;
        expect(finder.move).toStrictEqual(move);
        expect(finder.size).toBe(size);
        expect(find(region, size * (1 - 1e-6))).toBe(false);
      }
    }
    expect(sum.found).toBeLessThanOrEqual(sum.shortest * mean);
  });
});

test('no move is needed if all same-class rows are spared', () => {
  const { query, normals: planes } = attackedQuery(classifier, [0, 0], 0);
  for (const norm of [1, 2, Infinity] as const) {
    const finder = new RegionMove(planes, norm);
    const region = { impostors: [others[0]], spared: owns, first: -1 };
    expect(finder.find(region, query.own, query.halves, 1)).toBe(true);
    expect(finder.size).toBe(0);
    expect(Array.from(finder.move)).toStrictEqual([0, 0]);
  }
});

test('the first row can be the one that has to be nearest', () => {
  const line = fittedClassifier(2, [[5], [0], [-1]], ['a', 'b', 'b']);
  const { query, normals: planes } = attackedQuery(line, [0], 1);
  const finder = new RegionMove(planes, 2);
  const find = (first: number) => {
    const region = { impostors: [0], spared: [1], first };
    return finder.find(region, query.own, query.halves, 10);
  };
  // nearer than −1, and than 0
  expect(find(-1)).toBe(true);
  expect(finder.size).toBeCloseTo(2, 12);
  expect(find(0)).toBe(true);
  expect(finder.size).toBeCloseTo(2.5, 12);
});

// measured: .943 in norm 1, .866 in the maximum norm
test.each([
  [1, 0.945],
  [Infinity, 0.87],
] as const)(
  'in six columns, norm %f: moves are shorter than %f of those of norm 2',
  (norm, most) => {
    const columns = 6;
    const table = randomClasses(40, columns, 2, 5);
    const many = fittedClassifier(
      3,
      rowsOf(table.values, columns),
      labelsOf(table),
    );
    const region = { impostors: [1, 3], spared: [0], first: -1 };
    const sum = { found: 0, first: 0 };
    for (const row of rowsOf(normals(20 * columns, 6), columns)) {
      const { query, normals: planes } = attackedQuery(many, row, 0);
      const first = new RegionMove(planes, 2);
      first.find(region, query.own, query.halves, Infinity);
      const size = plainNorm(Array.from(first.move), norm);
      const finder = new RegionMove(planes, norm);
      const find = (limit: number) =>
        finder.find(region, query.own, query.halves, limit);
      expect(find(Infinity)).toBe(true);
      // within rounding, since it starts there
      expect(finder.size).toBeLessThanOrEqual(size * (1 + 1e-12));
      sum.found += finder.size;
      sum.first += size;
      // the first move has this norm in the requested norm; in norm 2, it may be longer
      expect(find(1.01 * size)).toBe(true);
      expect(find(0.2 * size)).toBe(false);
    }
    expect(sum.found).toBeLessThan(most * sum.first);
  },
);
