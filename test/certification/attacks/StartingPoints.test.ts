import { describe, expect, test } from 'vitest';

import type { AdversarialMove } from '../../../src/certification/attacks/StartingPoints.ts';
import { StartingPoints } from '../../../src/certification/attacks/StartingPoints.ts';
import type { FittedClassifier } from '../../../src/estimators/classifier/FittedClassifier.ts';
import type { MarginNorm } from '../../../src/margin/dualNorm.ts';
import { attackedQuery } from '../../oracles/attackedQuery.ts';
import { fittedClassifier } from '../../oracles/fittedClassifier.ts';
import { plainNorm } from '../../oracles/norms.ts';
import { labelsOf, randomClasses, rowsOf } from '../../oracles/randomData.ts';

/** Starting points are halved until this share of the distance is left. */
const LEFT = 2 ** -8;

function waysFrom(
  classifier: FittedClassifier,
  row: number[],
  code = 0,
  norm: MarginNorm = 2,
  units: 'standardized' | 'raw' = 'raw',
): AdversarialMove[] {
  const { query, lengths } = attackedQuery(classifier, row, code, {
    norm,
    units,
  });
  const ways = new StartingPoints(classifier, query, lengths, norm);
  return ways.find(code, Float64Array.from(row));
}

const onLine = (k: number, a: number[], b: number[]) =>
  fittedClassifier(
    k,
    [...a, ...b].map((x) => [x]),
    [...a.map(() => 'a'), ...b.map(() => 'b')],
  );

describe('on a line', () => {
  test('towards the other class, halved until the boundary is within 1/256', () => {
    const [way, ...rest] = waysFrom(onLine(1, [0], [10]), [1]);
    expect(rest).toHaveLength(0);
    // the boundary is at 4 of 9
    const end = 9 * LEFT * Math.ceil(4 / 9 / LEFT);
    expect(Array.from(way.inside)).toStrictEqual([end]);
    expect(way.move).toStrictEqual(way.inside);
    expect(way.size).toBe(end);
  });

  test('in the opposite direction, onto the first row', () => {
    const [way, ...rest] = waysFrom(onLine(1, [0], [10]), [9], 1);
    expect(rest).toHaveLength(0);
    expect(way.inside[0]).toBe(-9 * LEFT * Math.ceil(4 / 9 / LEFT));
    expect(way.size).toBe(-way.inside[0]);
  });

  test('in standard deviations of the column', () => {
    // of 0 and 10: 5
    const [way] = waysFrom(onLine(1, [0], [10]), [1], 0, 2, 'standardized');
    expect(way.size).toBeCloseTo((9 * LEFT * Math.ceil(4 / 9 / LEFT)) / 5, 14);
  });

  test('the nearest twelve rows with another prediction, in order', () => {
    const b = Array.from({ length: 20 }, (_, at) => 10 + at);
    // the row at −2 is outvoted, and gives no starting point
    const line = onLine(3, [0, 0.1, 0.2, -1.9, -2.1], [-2, ...b]);
    const ways = waysFrom(line, [0.5]);
    expect(ways).toHaveLength(12);
    for (const [at, { inside }] of ways.entries()) {
      // two of three neighbours are b where 11 is as near as 0.1
      const border = (0.1 + 11) / 2 - 0.5;
      const whole = b[at] - 0.5;
      const end = whole * LEFT * Math.ceil(border / whole / LEFT);
      expect(inside[0]).toBeCloseTo(end, 12);
    }
  });

  test('the 64 nearest rows of other classes are considered', () => {
    // pairs of a on either side of each b except the last ones, where b wins, and nowhere before
    const lonely = (count: number) => {
      const b = Array.from({ length: count }, (_, at) => 10 * (at + 1));
      const a = b.flatMap((x) => [x - 0.2, x - 0.1, x + 0.1, x + 0.2]);
      const last = 10 * (count + 1);
      return onLine(3, [0, 0.1, 0.2, ...a], [...b, last, last + 1, last + 2]);
    };
    expect(waysFrom(lonely(63), [0])).toHaveLength(1);
    expect(waysFrom(lonely(62), [0])).toHaveLength(2);
    // no row has another prediction: the first twelve moves are extended, until 651 is nearer than 640.2
    const ways = waysFrom(lonely(64), [0]);
    expect(ways).toHaveLength(12);
    const border = (640.2 + 651) / 2;
    for (const [at, { inside }] of ways.entries()) {
      const whole = 10 * (at + 1);
      const half = 2 ** Math.floor(Math.log2(border / whole));
      expect(inside[0]).toBeGreaterThan(border);
      expect(inside[0]).toBeLessThan(border + half * whole * LEFT);
    }
  });

  // at both rows of b, a wins, and between 13.505 and 14.25 b does
  const between = onLine(3, [8.9, 9.01, 14, 18.5, 18.6], [10, 18]);

  test('goes beyond the nearest rows if none of them has another prediction', () => {
    const [way, ...rest] = waysFrom(between, [6]);
    expect(rest).toHaveLength(0);
    const border = (9.01 + 18) / 2 - 6;
    // the move onto 10 is doubled: between once and twice there are 256 parts
    const end = 4 * (1 + LEFT * Math.ceil((border / 4 - 1) / LEFT));
    expect(way.inside[0]).toBeCloseTo(end, 12);
    expect(way.size).toBeCloseTo(end, 12);
    expect(way.move).toStrictEqual(way.inside);
  });

  test('doubles at most twenty times', () => {
    const [way] = waysFrom(between, [10 - 4 * 2 ** -20]);
    const border = (9.01 + 18) / 2 - 10;
    // half of the move does not reach the boundary, and is halved again
    expect(way.inside[0]).toBeGreaterThan(border);
    expect(way.inside[0]).toBeLessThan(border + 2.01 * LEFT);
    expect(waysFrom(between, [10 - 4 * 2 ** -21])).toStrictEqual([]);
  });

  test('without another class there are no starting points', () => {
    expect(waysFrom(onLine(1, [0, 1], []), [3])).toStrictEqual([]);
  });

  test('without another class that can win there are no starting points', () => {
    expect(waysFrom(onLine(3, [0, 1, 2], [3]), [1])).toStrictEqual([]);
  });
});

describe.each([1, 2, Infinity] as const)('norm %f', (norm) => {
  test('in space: each starting point lies towards a row, as far out as necessary', () => {
    const data = randomClasses(90, 3, 3, 5);
    const rows = rowsOf(data.values, 3);
    const classifier = fittedClassifier(3, rows, labelsOf(data));
    const { training } = classifier;
    let count = 0;
    // not halfway between two rows, where rounding decides
    for (const [x, y, z] of rows.slice(0, 10)) {
      const row = [x + 0.1, y - 0.2, z + 0.3];
      const { query } = attackedQuery(classifier, row, 0);
      query.setDirection(new Float64Array(3));
      const code = query.predictAt(1);
      for (const { inside, size } of waysFrom(classifier, row, code, norm)) {
        count++;
        query.setDirection(inside);
        expect(query.predictAt(1)).not.toBe(code);
        expect(size).toBeCloseTo(plainNorm(Array.from(inside), norm), 12);
        // the row of another class in this direction
        const [whole] = rows
          .filter((_, other) => training.codes[other] !== code)
          .map((other) => other.map((value, k) => value - row[k]))
          .filter((move) => {
            const part = inside[0] / move[0];
            return move.every((e, k) => Math.abs(part * e - inside[k]) < 1e-12);
          });
        const part = inside[0] / whole[0];
        expect(part).toBeLessThanOrEqual(1);
        expect(query.predictAt((part - LEFT) / part)).toBe(code);
      }
    }
    expect(count).toBeGreaterThan(100);
  });
});
